// peer.mjs DOCUMENTS CONTEXTS COUNT: microseconds that @digitalbazaar/vc takes
// to verify one of the credentials in the file DOCUMENTS, one a line; median
// over COUNT after a warm-up.  CONTEXTS is a JSON object of context documents
// by IRI.  Everything is at hand: nothing is fetched, as in the server.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const [documentsFile, contextsFile, count] = process.argv.slice(2);
const contexts = new Map(Object.entries(JSON.parse(readFileSync(contextsFile))));
const credentials = readFileSync(documentsFile, 'utf8').split('\n', Number(count) + 1)
	.filter(line => line !== '').map(line => JSON.parse(line));

// The documents that a did:key stands for, as far as verifying needs them.
function keyDocument(url) {
	const [did, fragment] = url.split('#');
	const key = did.slice('did:key:'.length);
	const method = {id: `${did}#${key}`, type: 'Multikey', controller: did, publicKeyMultibase: key};
	return fragment
		? {'@context': 'https://w3id.org/security/multikey/v1', ...method}
		: {'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
			id: did, verificationMethod: [method], assertionMethod: [method.id]};
}

async function documentLoader(url) {
	if(contexts.has(url)) {
		return {documentUrl: url, document: contexts.get(url), tag: 'static'};
	}
	if(url.startsWith('did:key:')) {
		return {documentUrl: url, document: keyDocument(url)};
	}
	throw new Error(`no document ${url}`);
}

async function verify(credential) {
	const suite = new DataIntegrityProof({cryptosuite});
	const start = process.hrtime.bigint();
	const result = await vc.verifyCredential({credential, suite, documentLoader});
	const time = Number(process.hrtime.bigint() - start) / 1000;
	if(!result.verified) {
		console.error(result.error?.errors ?? result.error);
		process.exit(1);
	}
	return time;
}

const times = [];
const warmUp = Math.ceil(credentials.length / 5);
for(const [i, credential] of credentials.entries()) {
	const time = await verify(credential);
	if(i >= warmUp) {
		times.push(time);
	}
}
times.sort((a, b) => a - b);
console.log(times[Math.floor(times.length / 2)].toFixed(1));
