-- Profiles of the W3C CCG traceability vocabulary (tv1) for imports of steel.
--
-- Numbers are scoped by whoever gave them: an order number by its buyer, an
-- invoice number by its seller, a bill of lading by the carrier's SCAC, a heat
-- by the mill.  Where a document leaves that party without a DID, its issuer
-- stands in, because it is the issuer who numbers his documents.  Goods that a
-- document only describes are lines of that document.

WITH shapes (body) AS (VALUES (jsonb $json$
{"shapes": {
	"organization": {
		"keys": {
			"did": ["i:$.id", "i:$"],
			"lei": "i:$.leiCode",
			"gln": "i:$.globalLocationNumber",
			"scac": "i:$.scac",
			"tax_id": "i:$.taxId"
		},
		"name": ["i:$.name", "i:$.legalName"]
	},
	"place": {
		"keys": {
			"unlocode": "i:$.unLocode",
			"us_port": "i:$.usPortCode",
			"firms": "i:$.firmsCode",
			"gln": "i:$.globalLocationNumber",
			"latitude": "i:$.geo.latitude",
			"longitude": "i:$.geo.longitude"
		},
		"country": "i:$.address.addressCountry",
		"name": ["i:$.locationName", "i:$.name", "i:$.address.name",
				 "i:$.address.addressLocality"]
	},
	"measure": {
		"value": "i:$.value",
		"unit": ["i:$.unitCode", "i:$.unitText"]
	}
}}
$json$))
INSERT INTO profile (vocabulary, document_type, body, builtin)
SELECT 'tv1', p.document_type, p.body || shapes.body, true
FROM shapes, (VALUES

('PurchaseOrderCredential', jsonb $json$
{"comment": "What a buyer orders; its lines are not goods yet.",
"events": [{
	"kind": "order",
	"step": "l:purchase_order",
	"time": ["d:$.credentialSubject.orderDate", "d:$.validFrom", "d:$.issuanceDate"],
	"items": [{
		"role": "object",
		"line": true,
		"rows": "e:$.items",
		"name": ["i:$.product.description", "i:$.description", "i:$.product.name", "i:$.name"],
		"quantities": [
			{"basis": "net", "rows": "i:$.netWeight", "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossWeight", "like": "measure"},
			{"basis": "count", "value": "i:$.itemCount", "unit": "l:C62"}
		],
		"claims": [
			{"name": "hts", "value": "i:$.product.commodity.commodityCode", "normal": "hts"},
			{"name": "product", "value": ["i:$.product.id", "i:$.product.gtin", "i:$.product.sku"]},
			{"name": "country_of_origin", "value": "i:$.countryOfOrigin", "normal": "country"},
			{"name": "price", "value": "i:$.lineItemTotalPrice.price", "normal": "number"},
			{"name": "currency", "value": "i:$.lineItemTotalPrice.priceCurrency", "normal": "code"}
		]
	}],
	"parties": [
		{"role": "buyer", "dimension": "declared", "rows": "e:$.buyer", "like": "organization"},
		{"role": "seller", "dimension": "declared", "rows": "e:$.seller", "like": "organization"}
	],
	"references": [
		{"kind": "po", "value": ["e:$.purchaseOrderNo", "e:$.purchaseOrderNumber"],
		 "scope": ["e:$.buyer.id", "d:$.issuer.id", "d:$.issuer"]}
	]
}]}
$json$),

('IntentToImportCredential', jsonb $json$
{"comment": "An importer starts the procedure; the number of the order comes with the presentation.",
"events": [{
	"kind": "declare",
	"step": "l:intent_to_import",
	"time": ["d:$.validFrom", "d:$.issuanceDate"],
	"parties": [
		{"role": "importer", "dimension": "declared", "rows": "d:$.issuer", "like": "organization"}
	],
	"claims": [
		{"name": "import_intent", "value": "e:$.importIntent"}
	]
}]}
$json$),

('MillTestReportCredential', jsonb $json$
{"comment": "A mill certifies pieces and the heats they come from, one event for each inspection.",
"events": [{
	"kind": "produce",
	"step": "l:mill_test",
	"rows": "d:$.credentialSubject.inspections",
	"time": ["d:$.validFrom", "d:$.issuanceDate"],
	"items": [
		{"role": "in", "scheme": "heat", "ids": "e:$.heatNumber",
		 "scope": ["d:$.issuer.id", "d:$.issuer"],
		 "claims": [
			{"name": "melt_pour_country", "value": "e:$.countryOfMeltAndPour", "normal": "country"},
			{"name": "melt_practice", "value": "e:$.meltPractice", "normal": "code"}
		 ]},
		{"role": "out", "scheme": "piece", "ids": "e:$.productIdentifier",
		 "scope": ["d:$.issuer.id", "d:$.issuer"],
		 "name": "d:$.credentialSubject.productSpecification.productDescription",
		 "quantities": [
			{"basis": "net", "rows": "e:$.totalWeight", "like": "measure"},
			{"basis": "count", "value": "e:$.pieces", "unit": "l:C62"}
		 ],
		 "claims": [
			{"name": "melt_pour_country", "value": "e:$.countryOfMeltAndPour", "normal": "country"},
			{"name": "manufacture_country", "value": "e:$.countryOfManufacture", "normal": "country"},
			{"name": "grade", "value": "d:$.credentialSubject.productSpecification.grade", "normal": "code"}
		 ]}
	],
	"parties": [
		{"role": "producer", "dimension": "actor", "rows": "d:$.issuer", "like": "organization"},
		{"role": "customer", "dimension": "declared", "rows": "d:$.credentialSubject.customer", "like": "organization"}
	],
	"places": [
		{"role": "produced_at", "rows": "d:$.issuer.location", "like": "place"}
	],
	"references": [
		{"kind": "certificate", "value": "d:$.credentialSubject.certificateNumber",
		 "scope": ["d:$.issuer.id", "d:$.issuer"]},
		{"kind": "po", "value": "d:$.credentialSubject.purchaseOrderNumber",
		 "scope": "d:$.credentialSubject.customer.id"},
		{"kind": "test", "value": "e:$.testNumber",
		 "scope": ["d:$.issuer.id", "d:$.issuer"]}
	]
}]}
$json$),

('SIMASteelImportLicenseCredential', jsonb $json$
{"comment": "A licence for steel that is expected; what it says of origin was declared by the applicant.",
"events": [{
	"kind": "attest",
	"step": "l:steel_import_license",
	"time": ["d:$.validFrom", "d:$.issuanceDate"],
	"items": [{
		"role": "object",
		"line": true,
		"rows": "e:$.productInformation",
		"name": ["i:$.commodity.description", "i:$.productCategory"],
		"quantities": [
			{"basis": "net", "rows": "i:$.weight", "like": "measure"}
		],
		"claims": [
			{"name": "hts", "value": "i:$.commodity.commodityCode", "normal": "hts"},
			{"name": "melt_pour_country", "value": "i:$.countryOfMeltAndPour", "normal": "country"},
			{"name": "country_of_origin", "value": "e:$.countryOfOrigin", "normal": "country"},
			{"name": "country_of_export", "value": "e:$.countryOfExportation", "normal": "country"},
			{"name": "product_category", "value": "i:$.productCategory"},
			{"name": "customs_value", "value": "i:$.customsValue.value", "normal": "number"},
			{"name": "currency", "value": "i:$.customsValue.currency", "normal": "code"}
		]
	}],
	"parties": [
		{"role": "licensee", "dimension": "declared", "rows": "e:$.licensedCompany", "like": "organization"},
		{"role": "importer", "dimension": "declared", "rows": "e:$.importer", "like": "organization"},
		{"role": "exporter", "dimension": "declared", "rows": "e:$.exporter", "like": "organization"},
		{"role": "manufacturer", "dimension": "declared", "rows": "e:$.manufacturer", "like": "organization"}
	],
	"places": [
		{"role": "port_of_entry", "keys": {"unlocode": "e:$.expectedPortOfEntry"}}
	],
	"claims": [
		{"name": "expected_import_date", "value": "e:$.expectedDateOfImport", "normal": "date"},
		{"name": "expected_export_date", "value": "e:$.expectedDateOfExport", "normal": "date"}
	],
	"references": [
		{"kind": "entry", "value": "e:$.customsEntryNumber", "normal": "entry_number"},
		{"kind": "license", "value": "e:$.licenseNumber",
		 "scope": ["d:$.issuer.id", "d:$.issuer"]}
	]
}]}
$json$),

('CommercialInvoiceCredential', jsonb $json$
{"comment": "Goods pass from seller to buyer; its lines describe them.",
"events": [{
	"kind": "transfer_title",
	"step": "l:commercial_invoice",
	"time": ["e:$.invoiceDate", "d:$.validFrom", "d:$.issuanceDate"],
	"items": [{
		"role": "object",
		"line": true,
		"rows": "e:$.itemsShipped",
		"name": ["i:$.product.description", "i:$.description", "i:$.product.name", "i:$.name"],
		"quantities": [
			{"basis": "net", "rows": "i:$.netWeight", "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossWeight", "like": "measure"},
			{"basis": "count", "value": "i:$.itemCount", "unit": "l:C62"}
		],
		"claims": [
			{"name": "hts", "value": "i:$.product.commodity.commodityCode", "normal": "hts"},
			{"name": "product", "value": ["i:$.product.id", "i:$.product.gtin", "i:$.product.sku"]},
			{"name": "country_of_origin", "value": ["i:$.countryOfOrigin", "e:$.originCountry"], "normal": "country"},
			{"name": "price", "value": "i:$.lineItemTotalPrice.price", "normal": "number"},
			{"name": "currency", "value": "i:$.lineItemTotalPrice.priceCurrency", "normal": "code"}
		]
	}],
	"parties": [
		{"role": "from", "dimension": "title", "rows": "e:$.seller", "like": "organization"},
		{"role": "to", "dimension": "title", "rows": "e:$.buyer", "like": "organization"},
		{"role": "consignee", "dimension": "declared", "rows": "e:$.consignee", "like": "organization"},
		{"role": "manufacturer", "dimension": "declared", "rows": "e:$.itemsShipped.product.manufacturer", "like": "organization"}
	],
	"places": [
		{"role": "port_of_entry", "rows": "e:$.portOfEntry", "like": "place"}
	],
	"claims": [
		{"name": "destination_country", "value": "e:$.destinationCountry", "normal": "country"},
		{"name": "purchase_date", "value": "e:$.purchaseDate", "normal": "date"}
	],
	"references": [
		{"kind": "invoice", "value": ["e:$.invoiceNumber", "e:$.identifier"],
		 "scope": ["e:$.seller.id", "d:$.issuer.id", "d:$.issuer"]},
		{"kind": "po",
		 "value": ["e:$.purchaseOrderNumbers", "e:$.referencesOrder", "e:$.itemsShipped.purchaseOrderNumber"],
		 "scope": "e:$.buyer.id"},
		{"kind": "bol", "value": "e:$.billOfLadingNumber"}
	]
}]}
$json$),

('MultiModalBillOfLadingCredential', jsonb $json$
{"comment": "A carrier takes goods over; they are lines, in containers.",
"events": [{
	"kind": "transfer_custody",
	"step": "l:bill_of_lading",
	"time": ["e:$.shippedOnBoardDate", "d:$.validFrom", "d:$.issuanceDate"],
	"items": [
		{"role": "parent", "scheme": "container", "rows": "e:$.utilizedTransportEquipment",
		 "ids": "i:$.equipmentReference",
		 "scope": ["e:$.carrier.id", "d:$.issuer.id", "d:$.issuer"],
		 "name": "i:$.ISOEquipmentCode",
		 "claims": [
			{"name": "seal", "value": "i:$.seals.sealNumber", "normal": "code"}
		 ]},
		{"role": "child", "line": true, "rows": "e:$.particulars",
		 "name": ["i:$.descriptionOfPackagesAndGoods", "i:$.commodity.description", "i:$.marksAndNumbers"],
		 "quantities": [
			{"basis": "net", "rows": "i:$.netWeight", "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossWeight", "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossVolume", "like": "measure"},
			{"basis": "count", "value": "i:$.packageQuantity", "unit": "l:package"}
		 ],
		 "claims": [
			{"name": "hts", "value": "i:$.commodity.commodityCode", "normal": "hts"},
			{"name": "country_of_origin", "value": "i:$.countryOfOrigin", "normal": "country"},
			{"name": "marks", "value": "i:$.marksAndNumbers"}
		 ]}
	],
	"parties": [
		{"role": "from", "dimension": "custody", "rows": "e:$.shipper", "like": "organization"},
		{"role": "to", "dimension": "custody", "rows": ["e:$.carrier", "d:$.issuer"], "like": "organization"},
		{"role": "consignee", "dimension": "declared", "rows": "e:$.consignee", "like": "organization"},
		{"role": "forwarder", "dimension": "declared", "rows": "e:$.forwardingAgent", "like": "organization"},
		{"role": "notify", "dimension": "declared", "rows": "e:$.notifyParty", "like": "organization"}
	],
	"places": [
		{"role": "receipt", "rows": "e:$.placeOfReceipt", "like": "place"},
		{"role": "load", "rows": "e:$.portOfLoading", "like": "place"},
		{"role": "discharge", "rows": "e:$.portOfDischarge", "like": "place"},
		{"role": "delivery", "rows": "e:$.placeOfDelivery", "like": "place"}
	],
	"claims": [
		{"name": "vessel", "value": "e:$.mainCarriageTransportMovement.vesselNumber", "normal": "code"},
		{"name": "declared_value", "value": "e:$.declaredValue.price", "normal": "number"},
		{"name": "currency", "value": "e:$.declaredValue.priceCurrency", "normal": "code"}
	],
	"references": [
		{"kind": "bol", "value": "e:$.billOfLadingNumber",
		 "scope": ["d:$.issuer.scac", "e:$.carrier.scac"], "scope_normal": "scac"},
		{"kind": "booking", "value": "e:$.bookingNumber",
		 "scope": ["d:$.issuer.scac", "e:$.carrier.scac"], "scope_normal": "scac"},
		{"kind": "voyage", "value": "e:$.mainCarriageTransportMovement.voyageNumber"}
	]
}]}
$json$),

('EntryNumberCredential', jsonb $json$
{"comment": "A filer tells the number under which goods will be entered.",
"events": [{
	"kind": "declare",
	"step": "l:entry_number",
	"time": ["d:$.validFrom", "d:$.issuanceDate"],
	"parties": [
		{"role": "filer", "dimension": "declared", "rows": "d:$.issuer", "like": "organization"}
	],
	"references": [
		{"kind": "entry", "value": "e:$.entryNumber", "normal": "entry_number"}
	]
}]}
$json$),

('CBP7501EntrySummaryCredential', jsonb $json$
{"comment": "What is declared to customs, line by line.",
"events": [{
	"kind": "declare",
	"step": "l:entry_summary",
	"time": ["e:$.importDate", "e:$.entryDate", "e:$.summaryDate", "d:$.validFrom", "d:$.issuanceDate"],
	"items": [{
		"role": "object",
		"line": true,
		"rows": "e:$.descriptionOfMerchandise",
		"name": ["i:$.commodity.description", "i:$.description"],
		"quantities": [
			{"basis": "net", "rows": "i:$.netQuantity", "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossWeight", "like": "measure"},
			{"basis": "count", "value": "i:$.manifestQuantity", "unit": "l:package"}
		],
		"claims": [
			{"name": "hts", "value": "i:$.commodity.commodityCode", "normal": "hts"},
			{"name": "country_of_origin", "value": ["i:$.countryOfOrigin", "e:$.countryOfOrigin"], "normal": "country"},
			{"name": "country_of_export", "value": ["i:$.exportingCountry", "e:$.exportingCountry"], "normal": "country"},
			{"name": "entered_value", "value": "i:$.enteredValue.price", "normal": "number"},
			{"name": "currency", "value": "i:$.enteredValue.priceCurrency", "normal": "code"},
			{"name": "adcvd_case", "value": "i:$.adCvdNumber", "normal": "code"}
		]
	}],
	"parties": [
		{"role": "importer", "dimension": "declared", "rows": "e:$.importerOfRecord",
		 "keys": {"did": ["i:$.id", "i:$"], "lei": "i:$.leiCode", "ior": "e:$.importerNumber.number"},
		 "name": ["i:$.name", "i:$.legalName"]},
		{"role": "consignee", "dimension": "declared", "rows": "e:$.ultimateConsignee",
		 "keys": {"did": ["i:$.id", "i:$"], "lei": "i:$.leiCode", "ior": "e:$.consigneeNumber"},
		 "name": ["i:$.name", "i:$.legalName"]},
		{"role": "manufacturer", "dimension": "declared", "keys": {"mid": "e:$.manufacturerId"}},
		{"role": "carrier", "dimension": "declared", "name": "e:$.importingCarrier"}
	],
	"places": [
		{"role": "port_of_entry", "rows": "e:$.portCode", "like": "place"},
		{"role": "load", "rows": "e:$.portOfLoading", "like": "place"},
		{"role": "discharge", "rows": "e:$.portOfUnlading", "like": "place"},
		{"role": "goods_at", "rows": "e:$.locationOfGoods", "like": "place"}
	],
	"claims": [
		{"name": "entry_type", "value": "e:$.entryType", "normal": "code"},
		{"name": "entry_date", "value": "e:$.entryDate", "normal": "date"},
		{"name": "import_date", "value": "e:$.importDate", "normal": "date"},
		{"name": "export_date", "value": "e:$.exportDate", "normal": "date"}
	],
	"references": [
		{"kind": "entry", "value": "e:$.entryNumber", "normal": "entry_number"},
		{"kind": "bol", "value": "e:$.billOfLadingNumber",
		 "scope": "e:$.importingCarrier", "scope_normal": "scac"},
		{"kind": "in_bond", "value": "e:$.immediateTransportationNumber"}
	]
}]}
$json$),

('TransformEvent', jsonb $json$
{"comment": "The subject of an EventCredential: products are used up and others made of them.",
"events": [{
	"kind": "transform",
	"step": ["e:$.eventType", "l:transform"],
	"id": "e:$.eventId",
	"time": "e:$.eventTime",
	"items": [
		{"role": "in", "rows": "e:$.consumedProducts",
		 "ids": ["i:$.id", "i:$.productID", "i:$"],
		 "scheme": "product", "scope": ["d:$.issuer.id", "d:$.issuer"],
		 "name": ["i:$.description", "i:$.name"],
		 "quantities": [
			{"basis": "net", "rows": ["i:$.netWeight", "i:$.weight", "i:$.sizeOrAmount"], "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossWeight", "like": "measure"}
		 ],
		 "claims": [
			{"name": "hts", "value": "i:$.commodity.commodityCode", "normal": "hts"}
		 ]},
		{"role": "out", "rows": "e:$.newProducts",
		 "ids": ["i:$.id", "i:$.productID", "i:$"],
		 "scheme": "product", "scope": ["d:$.issuer.id", "d:$.issuer"],
		 "name": ["i:$.description", "i:$.name"],
		 "quantities": [
			{"basis": "net", "rows": ["i:$.netWeight", "i:$.weight", "i:$.sizeOrAmount"], "like": "measure"},
			{"basis": "gross", "rows": "i:$.grossWeight", "like": "measure"}
		 ],
		 "claims": [
			{"name": "hts", "value": "i:$.commodity.commodityCode", "normal": "hts"}
		 ]}
	],
	"parties": [
		{"role": "actor", "dimension": "actor", "rows": "e:$.actor", "like": "organization"}
	],
	"places": [
		{"role": "at", "rows": "e:$.place", "like": "place"}
	]
}]}
$json$)

) AS p (document_type, body);
