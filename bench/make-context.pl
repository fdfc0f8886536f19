#!/usr/bin/perl
# make-context.pl TYPES: a JSON-LD context for the documents of trade.c, with
# TYPES further types of six terms each beside those that they use.  262 make
# it as large as the contexts that pilots of digital customs work under: some
# 270 terms and 1,600 within them, 120 KB.
use strict;
use warnings;
use JSON::PP;

my $types = shift // die "usage: make-context.pl TYPES\n";
my $ns = 'https://vocab.example/trade#';
my %used = (
	Organization => [qw(name location)], Place => [qw(address)],
	PostalAddress => [qw(streetAddress addressLocality addressRegion postalCode
		addressCountry)],
	PackingList => [qw(orderNumber seller buyer shipFromParty shipToParty items totalNetWeight
		totalGrossWeight totalGrossVolume totalNumberOfPackages)],
	ConsignmentItem => [qw(packageQuantity transportPackages)],
	Package => [qw(physicalShippingMarks perPackageUnitQuantity includedTradeLineItems netWeight
		grossWeight grossVolume)],
	TradeLineItem => [qw(name purchaseOrderNumber itemCount packageQuantity countryOfOrigin
		description product)],
	Product => [qw(name gtin sku batchNumber countryOfOrigin category description width depth
		height weight)],
	QuantitativeValue => [qw(value unitCode)],
	PackingListCredential => []);
my %shared = map { $_ => "https://schema.org/$_" } qw(name description);

for my $i (1 .. $types)
{
	my $name = sprintf '%s%03dNotice', ucfirst(join '', map { chr 97 + ($i * $_) % 26 } 3, 7, 11), $i;
	$used{$name} = [map { sprintf 'detail%s%03d', chr(65 + $_), $i } 0 .. 5];
}
my %context = ('@version' => 1.1, id => '@id', type => '@type', %shared);
for my $type (keys %used)
{
	$context{$type} = { '@id' => "$ns$type",
		'@context' => { map { $_ => { '@id' => $shared{$_} // "$ns$_" } } @{$used{$type}} } };
}
print JSON::PP->new->canonical->encode({ '@context' => \%context }), "\n";
