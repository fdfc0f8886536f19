#!/usr/bin/env python3
"""Makes test/data/ledger-documents.sql: signed documents for the ledger tests.

Usage: test/data/ledger-documents.py PATH-OF-custody-sign > test/data/ledger-documents.sql

The parties have fresh did:key identifiers each time, which the expected output
must therefore not show.  Signing times are fixed, nothing else depends on the
clock.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile

SIGN = sys.argv[1]
WORK = tempfile.TemporaryDirectory()
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/traceability/v1"]
KEYS = {}
DOCUMENTS = []


def run(*arguments, text=None):
    return subprocess.run([SIGN, *arguments], input=text, check=True,
                          capture_output=True, text=True).stdout.strip()


def did(party):
    if party not in KEYS:
        path = os.path.join(WORK.name, party + ".jwk")
        with open(path, "w") as key:
            key.write(run("keygen", "ed25519"))
        KEYS[party] = (path, run("did-key", path))
    return KEYS[party][1]


def sign(party, claims):
    name = did(party)
    return run("jwt", "--key", KEYS[party][0], "--iat", "1709280000",
               "--kid", name + "#" + name.removeprefix("did:key:"),
               text=json.dumps(claims))


def document(name, kind, issuer, subject, valid_from="2024-03-01T00:00:00Z",
             signer=None, unsigned=False, **more):
    claims = {"@context": CONTEXT, "type": ["VerifiableCredential", kind],
              "issuer": {"id": did(issuer), "name": issuer.title()},
              "validFrom": valid_from, "credentialSubject": subject, **more}
    text = json.dumps(claims) if unsigned else sign(signer or issuer, claims)
    DOCUMENTS.append((name, text))
    return claims


def kilograms(value):
    return {"value": str(value), "unitCode": "KGM"}


def certificate(name, number, order, pieces, **more):
    document(name, "MillTestReportCredential", "mill", {
        "certificateNumber": number, "purchaseOrderNumber": order,
        "customer": {"id": did("buyer"), "name": "Buyer"},
        "inspections": [{"productIdentifier": piece, "heatNumber": heat,
                         "countryOfMeltAndPour": melt, "pieces": 1,
                         "totalWeight": kilograms(weight)}
                        for piece, heat, melt, weight in pieces]}, **more)


def bill_of_lading(bill, weight, containers=()):
    document("bill " + bill, "MultiModalBillOfLadingCredential", "carrier", {
        "billOfLadingNumber": bill, "shippedOnBoardDate": "2024-02-21",
        "shipper": {"id": did("mill"), "name": "Mill"},
        "utilizedTransportEquipment": [{"equipmentReference": c} for c in containers],
        "particulars": [{"netWeight": kilograms(weight)}]})


def entry_summary(entry, bill, lines):
    return document("entry " + entry, "CBP7501EntrySummaryCredential", "broker", {
        "entryNumber": entry, "entryType": "01", "billOfLadingNumber": bill,
        "portCode": {"usPortCode": "2304"}, "importDate": "2024-02-27",
        "entryDate": "2024-02-28", "countryOfOrigin": "Mexico",
        "manufacturerId": "MXMILL123MON",
        "importerNumber": {"number": "12-3456789"},
        "importerOfRecord": {"id": did("buyer"), "name": "Buyer"},
        "descriptionOfMerchandise": [
            {"commodity": {"commodityCode": hts}, "netQuantity": kilograms(weight),
             "enteredValue": {"price": 1000 + weight}} for hts, weight in lines]})


def shipment(entry, bill, invoice, order, lines):
    """The papers of one shipment, all under the same numbers."""
    document("order " + order, "PurchaseOrderCredential", "buyer", {
        "purchaseOrderNo": order, "orderDate": "2024-01-10",
        "buyer": {"id": did("buyer"), "name": "Buyer"},
        "seller": {"id": did("mill"), "name": "Mill"},
        "items": [{"product": {"description": "steel coils"}}]})
    document("invoice " + invoice, "CommercialInvoiceCredential", "mill", {
        "invoiceNumber": invoice, "purchaseOrderNumbers": [order],
        "billOfLadingNumber": bill, "invoiceDate": "2024-02-20",
        "seller": {"id": did("mill"), "name": "Mill"},
        "buyer": {"id": did("buyer"), "name": "Buyer"},
        "itemsShipped": [{"product": {"description": "steel coils"}}]})
    bill_of_lading(bill, sum(weight for _, weight in lines))
    return entry_summary(entry, bill, lines)


# Two lines; every choice of coils but one fits neither.
certificate("certificate A", "MTC-A", "PO-1", [
    ("A1", "H1", "Argentina", 20110), ("A2", "H2", "MX", 18500),
    ("A3", "H2", "MX", 15020)])
shipment("SP3-1234567-8", "BL0001", "INV-1", "PO-1",
         [("7208.39.0015", 38610), ("7209.17.0030", 15020)])

# One line, and two ways to make up its weight.
certificate("certificate B", "MTC-B", "PO-2", [
    ("B1", "H1", "AR", 20000), ("B2", "H2", "MX", 20000),
    ("B3", "H2", "MX", 10000)])
claims = shipment("SP3-7654321-0", "BL0002", "INV-2", "PO-2", [("7208.39.0015", 30000)])
DOCUMENTS.append(("entry unsigned", json.dumps(claims)))

# Thirty pieces are too many to try every choice of them.
certificate("certificate D", "MTC-D", "PO-4",
            [("D%d" % i, "H3", "MX", 1000 + i) for i in range(30)])
certificate("certificate E", "MTC-E", "PO-4", [("E1", "H3", "MX", 7777)])
shipment("SP3-0000004-4", "BL0004", "INV-4", "PO-4",
         [("7208.39.0015", sum(1000 + i for i in range(30)))])

# Papers that name the goods, for profiles of our own: a packing list (what is
# in which container) and an invoice.
document("packing list", "PackedCredential", "mill", {
    "container": "CONT0005", "carrier": did("carrier"),
    "pieces": [{"piece": "F1", "weight": kilograms(5000)},
               {"piece": "F2", "weight": kilograms(6000)}]})
bill_of_lading("BL0005", 11000, ["CONT0005"])
entry_summary("SP3-0000005-5", "BL0005", [("7208.39.0015", 11000)])
document("naming invoice", "NamingInvoiceCredential", "mill", {
    "bill": "BL0006", "pieces": ["G1", "G2"]})
bill_of_lading("BL0006", 9000)
entry_summary("SP3-0000006-6", "BL0006", [("7208.39.0015", 9000)])

# Nothing but the entry itself; an order without a certificate; a bill of lading
# nobody invoiced; weights that fit nothing.
entry_summary("SP3-0000007-7", "BL0007", [("7208.39.0015", 9000)])
shipment("SP3-0000008-8", "BL0008", "INV-8", "PO-8", [("7208.39.0015", 9000)])
bill_of_lading("BL0009", 9000)
entry_summary("SP3-0000009-9", "BL0009", [("7208.39.0015", 9000)])
certificate("certificate I", "MTC-I", "PO-10", [("I1", "H3", "MX", 5000)])
shipment("SP3-0000010-0", "BL0010", "INV-10", "PO-10", [("7208.39.0015", 9000)])

# Says nothing new, or nothing good.
certificate("forged certificate", "MTC-A", "PO-1",
            [("A9", "H9", "US", 38610)], signer="forger")
certificate("outdated certificate", "MTC-C", "PO-1",
            [("A8", "H8", "US", 15020)], validUntil="2024-02-01T00:00:00Z",
            valid_from="2024-01-01T00:00:00Z")

# Heats become a slab, the slab becomes coils: no melt country here.
document("transformation", "EventCredential", "mill", {
    "type": ["TransformEvent"], "eventTime": "2024-01-20T08:00:00Z",
    "consumedProducts": [did("mill") + "/piece/A1"],
    "newProducts": [did("mill") + "/piece/A1-1", did("mill") + "/piece/A1-2"]})
document("blend", "EventCredential", "mill", {
    "type": ["TransformEvent"], "eventTime": "2024-03-20T08:00:00Z",
    "consumedProducts": [did("mill") + "/piece/A1-1", did("mill") + "/piece/A2"],
    "newProducts": [did("mill") + "/piece/X1", did("mill") + "/piece/X2"]},
    valid_from="2024-02-01T00:00:00Z")

# Made later than what A1-1 went into, so no part of it.
certificate("certificate U", "MTC-U", "PO-99", [("U1", "H4", "US", 900)])
document("late", "EventCredential", "mill", {
    "type": ["TransformEvent"], "eventTime": "2024-06-01T08:00:00Z",
    "consumedProducts": [did("mill") + "/piece/U1"],
    "newProducts": [did("mill") + "/piece/A1-1"]})

# The same content three times: spoilt, good, and with other white space.
claims = document("witness good", "IntentToImportCredential", "buyer",
                  {"importIntent": "steel"}, id="urn:example:intent")
DOCUMENTS.append(("witness unsigned", json.dumps(claims)))
DOCUMENTS.append(("witness spaced", json.dumps(claims, indent=1)))
document("no profile", "LetterCredential", "buyer", {"text": "hello"})

print("""-- Made by test/data/ledger-documents.py; keys are thrown away.
CREATE TEMPORARY TABLE example (name text PRIMARY KEY, octets bytea NOT NULL);
INSERT INTO example (name, octets)
SELECT name, decode(octets, 'base64') FROM (VALUES""")
print(",\n".join("('%s', '%s')" % (name, base64.b64encode(text.encode()).decode())
                 for name, text in DOCUMENTS))
print(") AS e (name, octets);")
