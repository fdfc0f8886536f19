#!/usr/bin/env bash
# COPY in binary form: out and in again gives the same values; a value that was
# tampered with is refused with 22P03, or read as the other value it now is.
. "$(dirname "$0")/lib.bash"

database=$main
new_custody "$main"
sql <<'SQL'
CREATE TABLE value (d custody.did, u custody.did_url, i custody.item, c custody.credential);
INSERT INTO value SELECT 'did:web:mill.example:' || row_number() OVER (),
		'did:web:mill.example/heat/' || row_number() OVER () || '?a=b#c',
		'https://id.gs1.org/01/09506000134352/21/' || row_number() OVER (), octets FROM demo;
INSERT INTO value VALUES (NULL, NULL, NULL, NULL),
	('did:example:a', 'did:example:a', 'did:web:mill.example/heat/%2F', NULL);
CREATE TABLE back (LIKE value);
CREATE TABLE one_did (v custody.did);
CREATE TABLE one_did_url (v custody.did_url);
CREATE TABLE one_item (v custody.item);
CREATE TABLE one_credential (v custody.credential);
SQL

# --- out and in --------------------------------------------------------------
sql -c '\copy value TO '"$work/value.bin"' (FORMAT binary)'
sql -c '\copy back FROM '"$work/value.bin"' (FORMAT binary)'
check 'the same values come back' "$(sql -c "SELECT count(*) FROM
	(TABLE value EXCEPT ALL TABLE back) AS d")" 0
check 'all of them' "$(sql -c 'SELECT count(*), count(d), count(u), count(i), count(c) FROM back')" '24|23|23|23|22'
check 'octets of documents and their digests' "$(sql -c "SELECT count(*) FROM back JOIN demo ON c::bytea = octets
	AND custody.digest(c) = sha256(octets)")" "$(sql -c "SELECT count(*) FROM value JOIN demo ON c::bytea = octets")"
sql -c '\copy back TO '"$work/again.bin"' (FORMAT binary)'
check 'the same file' "$(cmp "$work/value.bin" "$work/again.bin" && echo same)" same
check 'out of a query' "$(sql -c '\copy (SELECT d FROM value WHERE d IS NOT NULL ORDER BY d LIMIT 1) TO STDOUT (FORMAT binary)' |
	od -An -v -tx1 | tr -d ' \n' | tail -c +39)" \
	"$(printf '00010000000e01'; printf 'did:example:a' | od -An -v -tx1 | tr -d ' \n'; printf 'ffff')"

# --- crafted -----------------------------------------------------------------
hex_of() { od -An -v -tx1 | tr -d ' \n'; }

# What each type's values look like, valid ones, to be damaged.
declare -A valid=(
	[did]=01$(printf 'did:web:mill.example' | hex_of)
	[did_url]=01$(printf 'did:web:mill.example/heat/1?a=b#c' | hex_of)
	[item]=01$(printf 'did:web:mill.example/heat/61316' | hex_of)
	[credential]=01$(printf '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:a.example","credentialSubject":{"id":"urn:uuid:6f1d0c52-7a54-4c0e-9b1e-000000000011"}}' | hex_of)
)

# answers_to TYPE < HEX lines: "HEX SQLSTATE" for what is refused, "HEX ok OUT"
# with what the value is sent as again, all in one session.
answers_to() {
	mkdir "$work/$1"
	# One file of COPY per line: one row of one column.
	TYPE=$1 FOLDER=$work/$1 perl -ne '
		BEGIN { print "SELECT \x27backend\x27, pg_backend_pid();\n" }
		chomp;
		my $file = "$ENV{FOLDER}/$.";
		open(my $copy, ">:raw", $file) or die;
		print $copy "PGCOPY\n\xff\r\n\0", pack("NNnN/a*n", 0, 0, 1, pack("H*", $_), 0xffff);
		close($copy) or die;
		print "\\echo case $_\nDELETE FROM one_$ENV{TYPE};\n",
			"\\copy one_$ENV{TYPE} FROM \x27$file\x27 (FORMAT binary)\n",
			"SELECT \x27ok\x27, encode(custody.$ENV{TYPE}_send(v), \x27hex\x27) FROM one_$ENV{TYPE};\n";
		END { print "SELECT \x27backend\x27, pg_backend_pid();\n" }' >"$work/script"
	psql -qXAt -F ' ' -v VERBOSITY=sqlstate -d "$main" -f "$work/script" 2>&1 |
		sed -E 's/^.*ERROR: +([0-9A-Z]{5}).*$/\1/' |
		awk '/^case/ {if (n++) print hex, answer; hex = $2; answer = "nothing"; next}
			/^backend / {if (n) print hex, answer; if (pid != "" && pid != $2) print "lost", "connection"; pid = $2; next}
			{answer = answer == "nothing" ? $0 : answer " " $0}'
}

for type in did did_url item credential; do
	good=${valid[$type]}
	{
		echo "$good"
		# nothing, which the server has its own word for; no format octet;
		# other formats; nothing behind it
		printf '%s\n' '' 00 01 02 ff "${good:2}" "00${good:2}" "02${good:2}" "ff${good:2}"
		# a NUL, a lone continuation octet, a surrogate, half a character, at the end
		printf "$good%s\n" 00 80 eda080 c3
		# a NUL in the middle
		echo "${good:0:12}00${good:14}"
		# every length
		for ((i = 2; i < ${#good}; i += 2)); do echo "${good:0:i}"; done
		# every octet with its top bit, and made a control character
		for ((i = 0; i < ${#good}; i += 2)); do
			printf '%s%02x%s\n' "${good:0:i}" $((0x${good:i:2} ^ 0x80)) "${good:i+2}"
			printf '%s%02x%s\n' "${good:0:i}" $((0x${good:i:2} & 0x1f)) "${good:i+2}"
		done
	} >"$work/cases"
	answers_to "$type" <"$work/cases" >"$work/answers"
	check "$type: every case is answered" "$(wc -l <"$work/answers")" "$(wc -l <"$work/cases")"
	check "$type: the valid value" "$(head -n 1 "$work/answers")" "$good ok $good"
	check "$type: nothing at all" "$(sed -n 2p "$work/answers")" ' 08P01'
	check "$type: no octet, another format, bad UTF-8 or NUL" \
		"$(sed -n '3,16p' "$work/answers" | cut -d ' ' -f 2 | sort -u | xargs)" 22P03
	check "$type: any damage is refused with 22P03 or read as it stands" \
		"$(awk 'NR != 2 && !($2 == "22P03" || ($2 == "ok" && $3 == $1))' "$work/answers" | head -n 3)" ''
	check "$type: a top bit set anywhere is refused" \
		"$(tail -n "$((${#good}))" "$work/answers" | awk 'NR % 2 == 1 && $2 != "22P03"' | head -n 3)" ''
done

# A length that promises more than the file has is COPY's to refuse.
printf "$(printf '5047434f50590aff0d0a00%08x%08x0001%08x0164' 0 0 1000000 | sed 's/../\\x&/g')" >"$work/short"
check 'a length beyond the end of the file' \
	"$(sqlstate -c '\copy one_did FROM '"'$work/short'"' (FORMAT binary)')" 22P04
check 'the server is still the same' "$(sql -c "SELECT count(*) FROM value JOIN back ON value.d::text = back.d::text")" 23

finish
