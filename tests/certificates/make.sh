#!/usr/bin/env bash
# Makes the certificates in made/, once: `bash tests/certificates/make.sh`.
# Needs openssl 3 and, for what openssl refuses to make, python3 with the
# package cryptography. Keys are made where they are missing, so that the
# certificates come out the same again; PKCS#12 files have a new salt each time.
#
# Everything is valid from 2026-01-01 to 2027-06-30 unless the dates are the
# point; tests say that today is 2026-11-22.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONUTF8=1
password=contoso-example
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
rm -rf made
mkdir -p keys made

# ---- keys: key NAME, arguments of genpkey
key() {
    local name=$1; shift
    [ -e "keys/$name.pem" ] || openssl genpkey -quiet "$@" -out "keys/$name.pem"
}
rsa() { key "$1" -algorithm RSA -pkeyopt "rsa_keygen_bits:$2"; }
rsa root 2048
rsa issuing 2048
rsa leaf 2048
rsa other 2048
rsa rsa-1024 1024
rsa rsa-3072 3072
rsa rsa-4096 4096
key ec-p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key ed25519 -algorithm ED25519

# ---- certificates: issue NAME SUBJECT KEY ISSUER, ISSUER being the name of
# another one or `self`. By variables: start, end, digest, extensions.
serial=4096
server() {
    echo "basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = DNS:${1:-granitefalls.contoso.com}
$identifiers
$published"
}
client() {
    echo "basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectAltName = DNS:cmgcp01.contoso.com
$identifiers
${1:-$published}"
}
authority() {
    echo "basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
${1:-}"
}
identifiers='subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid'
published='crlDistributionPoints = URI:http://crl.contoso.com/issuing.crl
authorityInfoAccess = caIssuers;URI:http://pki.contoso.com/issuing.cer'
in_directory='crlDistributionPoints = directory'
internal='crlDistributionPoints = URI:http://pki01/issuing.crl'

issue() {
    local name=$1 subject=$2 key=$3 issuer=$4 signer
    serial=$((serial + 1))
    printf '5a%06x\n' "$serial" > "$scratch/serial"
    : > "$scratch/index"
    cat > "$scratch/config" <<END
[ca]
default_ca = it
[it]
database = $scratch/index
serial = $scratch/serial
new_certs_dir = $scratch
unique_subject = no
default_md = ${digest:-sha256}
policy = any
preserve = yes
[any]
countryName = optional
stateOrProvinceName = optional
localityName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
[extensions]
${extensions:-$(server)}
[directory]
fullname = @directory_names
[directory_names]
URI.1 = ldap:///CN=Contoso Issuing CA,CN=pki01,CN=CDP,CN=Public Key Services,CN=Services,CN=Configuration,DC=contoso,DC=com?certificateRevocationList?base?objectClass=cRLDistributionPoint
END
    openssl req -new -utf8 -subj "$subject" -key "keys/$key.pem" -out "$scratch/request"
    if [ "$issuer" = self ]; then
        signer=(-selfsign -keyfile "keys/$key.pem")
    else
        signer=(-cert "$scratch/$issuer.pem" -keyfile "keys/$(cat "$scratch/$issuer.key").pem")
    fi
    openssl ca -batch -notext -utf8 -config "$scratch/config" -extensions extensions \
        -startdate "${start:-20260101000000Z}" -enddate "${end:-20270630000000Z}" \
        "${signer[@]}" -in "$scratch/request" -out "$scratch/$name.pem" 2> "$scratch/log" \
        || { cat "$scratch/log"; exit 1; }
    echo "$key" > "$scratch/$name.key"
}

# ---- files: their lines of the list come to $scratch/list
note() { echo "| \`$1\` | $2 |" >> "$scratch/list"; }
# pfx FILE LEAF "CHAIN…" WHAT [arguments of openssl pkcs12]
pfx() {
    local file=$1 leaf=$2 chain=$3 what=$4; shift 4
    for each in $leaf $chain; do cat "$scratch/$each.pem"; done > "$scratch/chain"
    openssl pkcs12 -export -passout "pass:$password" -inkey "keys/$(cat "$scratch/$leaf.key").pem" \
        -in "$scratch/chain" -out "made/$file" "$@" \
        2> "$scratch/log" || { cat "$scratch/log"; exit 1; }
    note "$file" "$what"
}
# leaf NAME SUBJECT KEY WHAT: a leaf of the issuing CA, as PFX with its chain
leaf() {
    issue "$1" "$2" "$3" issuing
    pfx "$1.pfx" "$1" 'issuing root' "$4"
}
der() {
    openssl x509 -in "$scratch/$2.pem" -outform DER -out "made/$1"
    note "$1" "$3"
}
it='/C=US/ST=Washington/L=Redmond/O=Contoso/OU=Information Technology/CN='
name=granitefalls.contoso.com

# ---- authorities
extensions=$(authority)
issue root '/C=US/O=Contoso/CN=Contoso Root CA' root self
issue northwind '/C=US/O=Northwind Traders/CN=Northwind Root CA' other self
digest=sha1 issue root-sha1 '/C=US/O=Contoso/CN=Contoso Root CA' root self
start=20160101000000Z end=20260101000000Z \
    issue root-expired '/C=US/O=Contoso/CN=Contoso Root CA 2016' root self
above='authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://crl.contoso.com/root.crl'
extensions=$(authority "$above")
issue issuing '/C=US/O=Contoso/CN=Contoso Issuing CA' issuing root
issue issuing-other '/C=US/O=Contoso/CN=Contoso Issuing CA' other root
digest=sha1 issue issuing-sha1 '/C=US/O=Contoso/CN=Contoso Issuing CA' issuing root
start=20210101000000Z end=20260101000000Z \
    issue issuing-expired '/C=US/O=Contoso/CN=Contoso Issuing CA' issuing root
for where in in_directory internal; do
    extensions=$(authority "authorityKeyIdentifier = keyid
${!where}")
    issue "issuing-$where" '/C=US/O=Contoso/CN=Contoso Issuing CA' issuing root
done
der root.cer root 'Root CA, DER'
der northwind-root.cer northwind 'Root CA of somebody else, DER'
der root-sha1.cer root-sha1 'Root CA, signed by itself with SHA-1, which is nothing bad'
der root-expired.cer root-expired 'Root CA, expired on 2026-01-01'
der issuing.cer issuing 'Issuing CA below the root CA, DER'
der issuing-other-key.cer issuing-other 'CA of the same name as the issuing CA, with another key'
der issuing-sha1.cer issuing-sha1 'Issuing CA, signed with SHA-1'
der issuing-expired.cer issuing-expired 'Issuing CA, expired on 2026-01-01'
der issuing-crl-in-directory.cer issuing-in_directory 'Issuing CA whose CRL is at an ldap address only'
der issuing-crl-internal.cer issuing-internal 'Issuing CA whose CRL is at http://pki01/ only'
cp "$scratch/root.pem" made/root-again.pem
note root-again.pem 'The same certificate as `root.cer`, as PEM'
cat "$scratch/root.pem" keys/root.pem > made/root-with-key.pem
note root-with-key.pem 'Root CA with its private key beside it'
unset extensions
extensions='basicConstraints = critical, CA:false
subjectKeyIdentifier = hash' issue not-ca '/C=US/O=Contoso/CN=Contoso Root CA' root self
der not-ca.cer not-ca 'Self-signed, basic constraints say that it is no CA'
extensions='subjectKeyIdentifier = hash' \
    issue no-constraints '/C=US/O=Contoso/CN=Contoso Old Root CA' root self
der no-constraints.cer no-constraints 'Self-signed, without basic constraints'

# ---- leaves, each wrong in one thing
leaf good "$it$name" leaf 'Nothing is wrong: key, leaf, issuing CA, root CA'
start=20261101000000Z end=20271130000000Z leaf renewed "$it$name" other 'Renewal of `good.pfx` with a new key'
leaf organization-changed "/C=US/ST=Washington/L=Redmond/O=Northwind Traders/OU=Information Technology/CN=$name" \
    leaf 'Renewal of `good.pfx` for another organization'
leaf unit-changed "/C=US/ST=Washington/L=Redmond/O=Contoso/OU=Operations/CN=$name" \
    leaf 'Renewal of `good.pfx` for another organizational unit'
issue issuer-changed "$it$name" leaf northwind
pfx issuer-changed.pfx issuer-changed northwind 'Renewal of `good.pfx` by another CA'
extensions=$(server GraniteFalls.contoso.com) leaf name-case "${it}GraniteFalls.contoso.com" leaf 'Common name with capital letters'
extensions=$(server cedarcreek.contoso.com) leaf name-other "${it}cedarcreek.contoso.com" leaf 'For another host'
extensions=$(server '*.contoso.com') leaf wildcard "$it*.contoso.com" leaf 'Wildcard'
extensions=$(server 'cmg.*.contoso.com') leaf wildcard-inside "${it}cmg.*.contoso.com" leaf 'Wildcard that is not the first label'
extensions=$(server granitefalls.cloudapp.net) leaf cloudapp "${it}granitefalls.cloudapp.net" leaf 'In cloudapp.net'
extensions=$(server cedarcreek.contoso.com) leaf names-without-service-name "$it$name" leaf 'DNS names without the common name'
extensions="keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth" leaf no-dns-names "$it$name" leaf 'No DNS names, no basic constraints, no CRL'
leaf rsa-1024 "$it$name" rsa-1024 'RSA key of 1024 bits'
leaf rsa-3072 "$it$name" rsa-3072 'RSA key of 3072 bits'
leaf rsa-4096 "$it$name" rsa-4096 'RSA key of 4096 bits, which is fine'
leaf ec-p256 "$it$name" ec-p256 'EC key, P-256'
leaf ed25519 "$it$name" ed25519 'Ed25519 key'
digest=sha1 leaf sha1 "$it$name" leaf 'Signed with SHA-1'
digest=md5 leaf md5 "$it$name" leaf 'Signed with MD5'
pfx sha1-intermediate.pfx good 'issuing-sha1 root' 'The issuing CA is signed with SHA-1'
pfx sha1-root.pfx good 'issuing root-sha1' 'The root CA is signed with SHA-1, which is fine'
extensions=$(server | grep -v extendedKeyUsage) leaf no-eku "$it$name" leaf 'No extended key usage'
extensions=$(server | sed s/serverAuth/clientAuth/) leaf client-auth-only "$it$name" leaf 'Extended key usage without server authentication'
extensions=$(server | sed 's/digitalSignature, //') leaf no-digital-signature "$it$name" leaf 'Key usage without digital signature'
start=20250101000000Z end=20260630000000Z leaf expired "$it$name" leaf 'Expired on 2026-06-30'
start=20270101000000Z leaf not-yet-valid "$it$name" leaf 'Valid from 2027-01-01 on'
end=20261220000000Z leaf expiring "$it$name" leaf 'Expires on 2026-12-20'
end=99991231235959Z leaf year-9999 "$it$name" leaf 'Valid to the end of the year 9999'
issue self-signed "$it$name" leaf self
pfx self-signed.pfx self-signed '' 'Self-signed'
extensions="$(server | grep -v crlDistributionPoints)
$in_directory" leaf crl-in-directory "$it$name" leaf 'CRL at an ldap address only'
extensions="$(server | grep -v crlDistributionPoints)
$internal" leaf crl-internal "$it$name" leaf 'CRL at http://pki01/ only'

# ---- the good one, in other packages
pfx leaf-only.pfx good '' 'No CA certificates'
pfx without-root.pfx good issuing 'No root CA, which is fine'
pfx without-intermediate.pfx good root 'No issuing CA'
pfx same-name-other-key.pfx good 'issuing-other root' 'The issuing CA is one of the right name with another key'
pfx expired-intermediate.pfx good 'issuing-expired root' 'The issuing CA has expired'
pfx root-first.pfx good 'root issuing' 'The root CA stands before the issuing CA'
pfx no-mac.pfx good 'issuing root' 'No MAC' -nomac
pfx no-encryption.pfx good 'issuing root' 'MAC, nothing encrypted' -keypbe NONE -certpbe NONE
pfx nothing-protected.pfx good 'issuing root' 'No MAC, nothing encrypted' -nomac -keypbe NONE -certpbe NONE
pfx legacy.pfx good 'issuing root' 'RC2 of 40 bits and 3DES, MAC with SHA-1' -legacy -macalg sha1
pfx triple-des.pfx good 'issuing root' '3DES for all, MAC with SHA-1' \
    -legacy -macalg sha1 -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES
pfx windows.pfx good 'issuing root' 'As Windows writes it: RC2 and 3DES, friendly name, local key id, name of the provider' \
    -legacy -macalg sha1 -iter 2000 -name "$name" -CSP 'Microsoft Enhanced RSA and AES Cryptographic Provider' -keyex
pfx empty-password.pfx good 'issuing root' 'The password is empty' -passout pass:
pfx unicode-password.pfx good 'issuing root' 'The password is `Straße-密碼-🔑`' -passout 'pass:Straße-密碼-🔑'
pfx many-rounds.pfx good 'issuing root' '5,000,000 rounds of key derivation' -iter 5000000
openssl pkcs12 -export -nokeys -passout "pass:$password" -in <(cat "$scratch"/{good,issuing,root}.pem) -out made/no-key.pfx
note no-key.pfx 'No private key'
openssl pkcs12 -export -nocerts -passout "pass:$password" -inkey keys/leaf.pem -out made/key-only.pfx 2> /dev/null
note key-only.pfx 'A private key, no certificate'

cp "$scratch/good.pem" made/good.pem
note good.pem 'PEM: nothing but the leaf'
der good.cer good 'DER: nothing but the leaf'
cat "$scratch/good.pem" keys/leaf.pem > made/good-with-key.pem
note good-with-key.pem 'PEM: the leaf, then its private key'
cat keys/other.pem "$scratch/good.pem" > made/good-with-other-key.pem
note good-with-other-key.pem 'PEM: a private key, then a leaf of another key'
cat "$scratch"/{root,issuing,good}.pem > made/several.pem
note several.pem 'PEM: root CA, issuing CA, leaf'
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$scratch/good.pem"; } > made/good-crlf-bom.pem
note good-crlf-bom.pem 'PEM: byte order mark, Windows line breaks'
{ printf '\xff\xfe'; sed 's/$/\r/' "$scratch/good.pem" | iconv -f UTF-8 -t UTF-16LE; } > made/good-utf-16.pem
note good-utf-16.pem 'PEM in UTF-16, as PowerShell redirects it'
openssl x509 -in "$scratch/good.pem" -text > made/good-with-text.pem
note good-with-text.pem 'PEM with text before it'
openssl pkcs12 -in made/good.pfx -passin "pass:$password" -passout "pass:$password" -out made/good-with-attributes.pem
note good-with-attributes.pem 'PEM with bag attributes and an encrypted private key, as openssl unpacks a PFX'
for form in DER PEM; do
    file=chain-$(echo $form | tr A-Z a-z).p7b
    openssl crl2pkcs7 -nocrl -certfile <(cat "$scratch"/{good,issuing,root}.pem) -outform $form -out "made/$file"
    note "$file" "PKCS#7 in $form: leaf, issuing CA, root CA"
done

# ---- client certificates of a connection point
their='/C=US/O=Contoso/CN=cmgcp01.contoso.com'
one() { # FILE KEY WHAT
    extensions=${extensions:-$(client)} issue "$1" "$their" "$2" issuing
    der "$1.cer" "$1" "$3"
}
one client leaf 'Client certificate, nothing is wrong'
extensions=$(client | sed s/clientAuth/serverAuth/) one client-server-auth leaf 'Client certificate for server authentication'
start=20250101000000Z end=20260630000000Z one client-expired leaf 'Client certificate, expired on 2026-06-30'
one client-rsa-1024 rsa-1024 'Client certificate, RSA key of 1024 bits'
one client-rsa-3072 rsa-3072 'Client certificate, RSA key of 3072 bits'
digest=sha1 one client-sha1 leaf 'Client certificate, signed with SHA-1'
digest=md5 one client-md5 leaf 'Client certificate, signed with MD5'
extensions=$(client "$in_directory") one client-crl-in-directory leaf 'Client certificate, CRL at an ldap address only'
extensions=$(client "$internal") one client-crl-internal leaf 'Client certificate, CRL at http://pki01/ only'

# ---- what is no certificate, or a broken one
cp keys/leaf.pem made/private-key.pem
note private-key.pem 'A private key'
openssl pkey -in keys/leaf.pem -outform DER -out made/private-key.der
note private-key.der 'A private key, DER'
openssl pkcs8 -topk8 -in keys/leaf.pem -passout "pass:$password" -out made/private-key-encrypted.pem
note private-key-encrypted.pem 'A private key, encrypted'
openssl pkey -in keys/leaf.pem -pubout -out made/public-key.pem
note public-key.pem 'A public key'
openssl req -new -subj "$it$name" -key keys/leaf.pem -out made/request.csr
note request.csr 'A certificate signing request'
openssl req -new -subj "$it$name" -key keys/leaf.pem -outform DER -out made/request-der.csr
note request-der.csr 'A certificate signing request, DER'
openssl ca -gencrl -config "$scratch/config" -crl_lastupdate 20260101000000Z -crl_nextupdate 20270630000000Z \
    -cert "$scratch/issuing.pem" -keyfile keys/issuing.pem -out made/revoked.pem 2> /dev/null
openssl crl -in made/revoked.pem -outform DER -out made/revoked.crl
note revoked.pem 'A CRL'
note revoked.crl 'A CRL, DER'
echo secret | openssl smime -encrypt -aes256 -outform DER -out made/enveloped.p7m "$scratch/good.pem"
note enveloped.p7m 'An enveloped PKCS#7 file'
openssl crl2pkcs7 -in made/revoked.pem -outform DER -out made/crl-only.p7b
note crl-only.p7b 'PKCS#7 with a CRL, without certificates'
head -c 700 made/good.cer > made/truncated.cer
note truncated.cer '`good.cer`, cut off'
head -c 3000 made/good.pfx > made/truncated.pfx
note truncated.pfx '`good.pfx`, cut off'
head -n 12 made/good.pem > made/truncated.pem
note truncated.pem '`good.pem`, cut off'
: > made/empty.cer
note empty.cer 'Empty'
printf '<!DOCTYPE html>\n<html><title>404 Not Found</title></html>\n' > made/page.cer
note page.cer 'A page of a web server'

# ---- what openssl does not make
issue nul "${it}granitefallsX.contoso.com" leaf issuing
issue invalid "${it}granitefallsXY.contoso.com" leaf issuing
issue negative "$it$name" leaf issuing
issue twin "$it$name" other issuing
openssl pkcs12 -export -passout pass: -inkey keys/other.pem -in <(cat "$scratch"/{twin,issuing,root}.pem) \
    -nomac -keypbe NONE -certpbe NONE -out "$scratch/twin.pfx"
python3 patch.py "$scratch" >> "$scratch/list"

{
    echo '# Made certificates'
    echo
    echo 'Made by `../make.sh` and by nothing else. The password of every PKCS#12 file is'
    echo "\`$password\` unless it says otherwise. They are PFX with the private key, the leaf"
    echo 'for `granitefalls.contoso.com`, `Contoso Issuing CA` and `Contoso Root CA` unless'
    echo 'it says otherwise, and right but for the one thing that is said here.'
    echo
    echo '| File | What it is, or what is wrong with it |'
    echo '|---|---|'
    LC_ALL=C sort "$scratch/list"
} > made/README.md
