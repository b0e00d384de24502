#!/bin/bash
# Makes the files beside it, with new keys: openssl 3, certtool (GnuTLS), pk12util
# and certutil (NSS), keytool (Java), python3. Not part of any test.
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")"
here=$PWD
rm -f ./*.p12 ./*.pfx
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

certificate() {
    openssl req -x509 -newkey "$2" ${3:+-pkeyopt "$3"} -nodes -keyout "$1.key" -out "$1.crt" \
        -subj "/CN=$1.example" -days 3650 2>/dev/null
}
certificate rsa rsa:2048
certificate other rsa:1024
certificate p256 ec ec_paramgen_curve:P-256
certificate p384 ec ec_paramgen_curve:P-384
certificate ed25519 ed25519

pfx() {
    name=$1 key=$2 password=$3
    shift 3
    openssl pkcs12 -export -inkey "$key.key" -in "$key.crt" -out "$here/$name.pfx" \
        -passout "pass:$password" -provider default -provider legacy "$@"
}
pfx modern rsa secret -certfile other.crt
pfx legacy rsa secret -legacy -certfile other.crt
pfx unicode p256 'grüß 日本 🔑' -macalg sha512
pfx unicode-legacy p256 'grüß 日本 🔑' -legacy
pfx empty p384 '' -legacy
pfx plain-without-mac p256 '' -nomac -certpbe NONE -keypbe NONE
pfx without-mac p256 secret -nomac
pfx without-mac-legacy p256 secret -nomac -legacy
pfx rc4-128 p256 secret -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-40
pfx rc2-128 p256 secret -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-2DES
pfx pbes2-rc2 p256 secret -certpbe rc2-cbc -keypbe des-ede3-cbc
pfx camellia-key p256 secret -keypbe camellia-256-cbc
pfx camellia p256 secret -certpbe camellia-256-cbc
pfx many-rounds p256 secret -nomaciter -iter 1000000
pfx one-round p256 secret -legacy -noiter -nomaciter
pfx certificates-only p256 secret -nokeys
openssl pkcs12 -export -nocerts -inkey ed25519.key -out "$here/key-only.pfx" -passout pass:secret

certtool --to-p12 --load-privkey ed25519.key --load-certificate ed25519.crt --p12-name it \
    --null-password --pkcs-cipher 3des-pkcs12 --outder --outfile "$here/gnutls-null.p12" 2>/dev/null

mkdir nss
certutil -N -d sql:nss --empty-password
openssl pkcs12 -export -inkey p256.key -in p256.crt -name it -out nss.p12 -passout pass:secret
pk12util -i nss.p12 -d sql:nss -W secret >/dev/null
pk12util -o "$here/nss.p12" -n it -d sql:nss -W secret >/dev/null

for alias in one two; do
    keytool -genkeypair -keyalg EC -groupname secp256r1 -alias "$alias" -dname "CN=$alias.example" \
        -storetype PKCS12 -keystore "$here/java.p12" -storepass secret -validity 3650 2>/dev/null
done

# PBMAC1 (RFC 9579) over the contents of plain-without-mac.pfx.
python3 - "$here" <<'PYTHON'
import hashlib, hmac, pathlib, sys

def tlv(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x82]) + size.to_bytes(2, "big")
    return bytes([tag]) + length + body

def oid(text):
    first, second, *rest = map(int, text.split("."))
    out = [40 * first + second]
    for number in rest:
        digits = [number & 127]
        while number := number >> 7:
            digits.insert(0, number & 127 | 128)
        out += digits
    return tlv(6, bytes(out))

here = pathlib.Path(sys.argv[1])
file = (here / "plain-without-mac.pfx").read_bytes()[4:]
# The contents: four headers of four bytes behind version and identifier.
safe = file[3:]
octets = safe[4 + 11 + 4 + 4:]
salt, rounds = b"salted:)", 2048
key = hashlib.pbkdf2_hmac("sha512", "grüß".encode(), salt, rounds, 32)
mac = hmac.digest(key, octets, "sha256")
null = tlv(5)
derivation = tlv(0x30, oid("1.2.840.113549.1.5.12"), tlv(0x30, tlv(4, salt),
    tlv(2, rounds.to_bytes(2, "big")), tlv(2, b"\x20"),
    tlv(0x30, oid("1.2.840.113549.2.11"), null)))
scheme = tlv(0x30, oid("1.2.840.113549.2.9"), null)
algorithm = tlv(0x30, oid("1.2.840.113549.1.5.14"), tlv(0x30, derivation, scheme))
data = tlv(0x30, tlv(0x30, algorithm, tlv(4, mac)), tlv(4, b"NOT USED"), tlv(2, b"\1"))
(here / "pbmac1.pfx").write_bytes(tlv(0x30, file, data))
PYTHON
