#!/usr/bin/env bash
# Takes a selection of public test vectors into vectors/, once:
#     bash tests/certificates/vectors.sh CRYPTOGRAPHY_VECTORS LICENCES PKCS12 CMS
# with the unpacked Python package cryptography-vectors, the folder of licences
# of the package cryptography, and the unpacked crates pkcs12 and cms.
set -euo pipefail
# shellcheck disable=SC2034 # the last two are read by their names
from=$1 licences=$2 pkcs12=$3 cms=$4
cd "$(dirname "$0")"
find vectors -mindepth 1 -maxdepth 1 -type d -exec rm -r {} + 2> /dev/null || true
to=vectors/cryptography-vectors
mkdir -p $to/x509/custom $to/pkits vectors/pkcs12 vectors/cms
cp "$licences"/LICENSE* $to/
cp -r "$from/pkcs12" "$from/pkcs7" $to/
find "$from/x509" -maxdepth 1 -type f -size -12k -exec cp {} $to/x509/ \;
find "$from/x509/custom" -maxdepth 1 -type f -size -12k ! -name 'crl_*' -exec cp {} $to/x509/custom/ \;
cp -r "$from"/x509/ed25519 "$from"/x509/ed448 $to/x509/
cp "$from"/x509/custom/crl_empty.pem "$from"/x509/custom/crl_inner_outer_mismatch.der $to/x509/custom/
mkdir $to/x509/requests
cp "$from"/x509/requests/{rsa_sha256.pem,rsa_sha256.der,ec_sha256_old_header.pem,bad-version.pem} $to/x509/requests/
# Of NIST's PKITS every fourth certificate and every twentieth PKCS#12 file,
# and all with dates, DSA or names of unusual kinds.
find "$from/x509/PKITS_data/certs" -name '*.crt' | LC_ALL=C sort | awk 'NR % 4 == 0' > vectors/list
find "$from/x509/PKITS_data/certs" -name '*Date*' -o -path '*PKITS_data/certs/*DSA*' -o -path '*PKITS_data/certs/*UTF8*' \
    -o -path '*PKITS_data/certs/*Rollover*' -o -path '*PKITS_data/certs/*LongSerial*' -o -path '*PKITS_data/certs/*NegativeSerial*' >> vectors/list
find "$from/x509/PKITS_data/pkcs12" -name '*.p12' | LC_ALL=C sort | awk 'NR % 20 == 0' >> vectors/list
LC_ALL=C sort -u vectors/list | while read -r file; do cp "$file" $to/pkits/; done
rm vectors/list
for crate in pkcs12 cms; do
    cp "${!crate}"/LICENSE-* vectors/$crate/
    find "${!crate}/tests/examples" -type f -size -20k ! -name "*.sh" ! -name "*.txt" -exec cp {} vectors/$crate/ \;
done
# The same bytes once only.
find vectors -type f ! -name 'LICENSE*' ! -name README.md -exec sha256sum {} + | LC_ALL=C sort -k1,1 -k2,2 |
    awk 'seen[$1]++ { print $2 }' | xargs -r rm
find vectors -type f -exec chmod 644 {} +
