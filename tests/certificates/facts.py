"""What certificate files say, by other means than cmglint: openssl and the
Python packages cryptography (48) and asn1crypto (1.5).

    python3 tests/certificates/facts.py            writes facts.json beside it
    python3 facts.py FOLDER PASSWORDS > FACTS      of any folder; PASSWORDS is a
        JSON file with an object from paths in the folder to passwords

The shape is that of `cmglint inspect --format json`, with each certificate
written once, under its SHA-256 thumbprint. Added to it: `password`; `error` is
the kind of reason for a refusal (a key of REASONS in tests/certificates.rs);
and `doubts`, why a refusal is as good as the facts. A fact that is not to be
had this way is left out, and is not compared.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

from asn1crypto import core, x509 as lenient
from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import serialization

warnings.simplefilter("ignore")
here = Path(__file__).resolve().parent

# A file that takes so many rounds of key derivation is refused.
MANY_ROUNDS = 1_000_000

# Ciphers and digests that hardly anyone has in a PKCS#12 file: BLAKE2, SHA-3,
# Camellia, ARIA, DES. Not to know them is no mistake.
RARE = re.compile(
    rb"\x2b\x06\x01\x04\x01\x8d\x3a\x0c|\x60\x86\x48\x01\x65\x03\x04\x02[\x05-\x10]"
    rb"|\x2a\x83\x08\x8c\x9a|\x2a\x83\x1a\x8c\x9a|\x2b\x0e\x03\x02\x07"
)

# The short names that openssl has for -nameopt RFC2253; other types are dotted.
SHORT = {
    "2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C",
    "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "STREET", "2.5.4.10": "O",
    "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.42": "GN",
    "1.2.840.113549.1.9.1": "emailAddress",
    "0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
}  # fmt: skip
LISTS = {
    "common_name": "2.5.4.3", "organization": "2.5.4.10", "organizational_unit": "2.5.4.11",
    "locality": "2.5.4.7", "state": "2.5.4.8", "country": "2.5.4.6",
}  # fmt: skip
STRINGS = {
    12: "utf-8", 18: "ascii", 19: "ascii", 20: "latin-1", 22: "ascii", 26: "ascii",
    28: "utf-32-be", 30: "utf-16-be",
}  # fmt: skip
KEYS = {
    "1.2.840.113549.1.1.1": "RSA", "1.2.840.113549.1.1.10": "RSA-PSS",
    "1.2.840.10045.2.1": "EC", "1.3.101.112": "Ed25519", "1.3.101.113": "Ed448",
    "1.2.840.10040.4.1": "DSA", "1.2.840.113549.1.3.1": "DH", "1.2.840.10046.2.1": "DH",
}  # fmt: skip
USAGES = [
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment",
    "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
]  # fmt: skip


class Refused(Exception):
    """Its argument is the kind of reason."""


# ---- ASN.1


def values(data):
    """Pairs of contents and whole value of what stands in a row; DER only."""
    found = []
    while data:
        if len(data) < 2:
            raise Refused("truncated")
        if data[0] & 0x1F == 0x1F:
            raise Refused("malformed")
        length, at = data[1], 2
        if length >= 0x80:
            at += length & 0x7F
            length = int.from_bytes(data[2:at], "big")
        if len(data) < at + length:
            raise Refused("truncated")
        found.append((data[at : at + length], data[: at + length]))
        data = data[at + length :]
    return found


def first(data):
    """The value that a file begins with; bytes may follow it."""
    size = data[1] if len(data) > 1 else 0
    at = 2 + (size & 0x7F if size >= 0x80 else 0)
    length = int.from_bytes(data[2:at], "big") if size >= 0x80 else size
    if len(data) < at + length:
        raise Refused("truncated")
    return data[: at + length]


def dotted(contents):
    return core.ObjectIdentifier(contents=contents).dotted


# ---- certificates


def escaped(text):
    text = re.sub(r'([\\",+;<>])', r"\\\1", text).replace("\0", "\\00")
    text = re.sub(r"^([# ])", r"\\\1", text)
    return re.sub(r"(?<!\\) $", r"\\ ", text)


def name(contents):
    lists, parts = {key: [] for key in LISTS}, []
    for relative, _ in values(contents):
        part = []
        for pair, _ in values(relative):
            (kind, _), (inside, whole) = values(pair)
            kind = dotted(kind)
            if whole[0] == 12 and inside != inside.decode(errors="ignore").encode():
                raise Refused("malformed")
            text = inside.decode(STRINGS[whole[0]]) if whole[0] in STRINGS else None
            for key, its in LISTS.items():
                if its == kind and text is not None:
                    lists[key].append(text)
            if kind in SHORT and text is not None:
                part.append(f"{SHORT[kind]}={escaped(text)}")
            else:
                part.append(f"{SHORT.get(kind, kind)}=#{whole.hex()}")
        parts.append("+".join(part))
    return {**lists, "text": ",".join(reversed(parts))}


def key(spki, der, strict):
    algorithm, bits = values(values(spki)[0][0])
    kind = values(algorithm[0])
    word = KEYS.get(dotted(kind[0][0]), dotted(kind[0][0]))
    if word in ("RSA", "RSA-PSS"):
        size = int.from_bytes(values(values(bits[0][1:])[0][0])[0][0], "big").bit_length()
    elif word in ("Ed25519", "Ed448"):
        size = {"Ed25519": 256, "Ed448": 456}[word]
    elif word == "EC" and kind[1][1][0] != 6:
        # The curve is spelled out, which cryptography does not read.
        text = run("x509", "-inform", "DER", "-noout", "-text", data=der).stdout
        size = int(re.search(rb"Public-Key: \((\d+) bit\)", text)[1])
    elif word == "DSA" and len(kind) == 1:
        size = None  # Its parameters are those of the issuer.
    elif word in KEYS.values():
        size = strict().public_key().key_size
    else:
        size = None
    return {"algorithm": word, "bits": size}


def usage(it):
    return [
        word
        for word, given in zip(
            USAGES,
            (
                it.digital_signature, it.content_commitment, it.key_encipherment,
                it.data_encipherment, it.key_agreement, it.key_cert_sign, it.crl_sign,
                it._encipher_only, it._decipher_only,
            ),
        )
        if given
    ]  # fmt: skip


def points(it):
    names = [each for point in it for each in point.full_name or []]
    return [each.value for each in names if isinstance(each, x509.UniformResourceIdentifier)]


def texts(names, kind):
    """General names of one kind, as asn1crypto has them, without its decoding."""
    return [it.chosen.contents.decode("ascii") for it in names if it.name == kind]


def lenient_points(it):
    names = [point["distribution_point"] for point in it]
    return [
        text
        for each in names
        if each.native is not None and each.name == "full_name"
        for text in texts(each.chosen, "uniform_resource_identifier")
    ]


def certificate(der):
    """Facts, and why a refusal is as good."""
    doubts, facts = [], {}
    tbs, algorithm, _ = (contents for contents, _ in values(values(der)[0][0]))
    fields = values(tbs)
    if fields[0][1][0] == 0xA0:
        fields = fields[1:]
    serial, _, issuer, _, subject, spki = fields[:6]
    try:
        strict_certificate = x509.load_der_x509_certificate(der)
    except Exception as error:
        strict_certificate = error
        doubts.append(str(error))
    loose = lenient.Certificate.load(der)

    def strict():
        if isinstance(strict_certificate, Exception):
            raise strict_certificate
        return strict_certificate

    def fact(name, *ways):
        for way in ways:
            try:
                facts[name] = way()
                return
            except Refused:
                raise
            except Exception as error:
                doubts.append(f"{name}: {error}")

    def extension(name, kind, read, loose_value, loose_read):
        def way():
            try:
                return read(strict().extensions.get_extension_for_class(kind).value)
            except x509.ExtensionNotFound:
                return None

        def loose_way():
            value = getattr(loose, loose_value)
            return None if value is None else loose_read(value)

        fact(name, way, loose_way)

    def date(it):
        return it.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")

    positive = len(serial[0]) > 1 and serial[0][0] == 0
    fact("subject", lambda: name(subject[0]))
    fact("issuer", lambda: name(issuer[0]))
    fact("serial", lambda: serial[0][1 if positive else 0 :].hex())
    fact(
        "not_before",
        lambda: date(strict().not_valid_before_utc),
        lambda: date(loose["tbs_certificate"]["validity"]["not_before"].native),
    )
    fact(
        "not_after",
        lambda: date(strict().not_valid_after_utc),
        lambda: date(loose["tbs_certificate"]["validity"]["not_after"].native),
    )
    fact("key", lambda: key(spki[1], der, strict))
    fact("signature_algorithm", lambda: dotted(values(algorithm)[0][0]))
    extension(
        "dns_names", x509.SubjectAlternativeName, lambda it: it.get_values_for_type(x509.DNSName),
        "subject_alt_name_value", lambda it: texts(it, "dns_name"),
    )  # fmt: skip
    extension(
        "extended_key_usage", x509.ExtendedKeyUsage, lambda it: [each.dotted_string for each in it],
        "extended_key_usage_value", lambda it: [each.dotted for each in it],
    )  # fmt: skip
    extension(
        "key_usage", x509.KeyUsage, usage,
        "key_usage_value", lambda it: [word for word in USAGES if re.sub("(?=[A-Z][a-z])", "_", word).lower() in it.native],
    )  # fmt: skip
    extension(
        "ca", x509.BasicConstraints, lambda it: it.ca,
        "basic_constraints_value", lambda it: it["ca"].native,
    )  # fmt: skip
    extension(
        "crl_distribution_points", x509.CRLDistributionPoints, points,
        "crl_distribution_points_value", lenient_points,
    )  # fmt: skip
    facts["self_issued"] = subject[1] == issuer[1]
    facts["sha1"] = hashlib.sha1(der).hexdigest()
    facts["sha256"] = hashlib.sha256(der).hexdigest()
    # What cryptography reads although its own rules about extensions are broken.
    if not isinstance(strict_certificate, Exception):
        try:
            strict_certificate.extensions
            strict_certificate.subject, strict_certificate.issuer
            strict_certificate.serial_number
        except Exception as error:
            doubts.append(str(error))
    for part in (facts.get("subject"), facts.get("issuer"), facts.get("dns_names")):
        if part and "\\u0000" in json.dumps(part):
            raise Refused("malformed")
    return facts, doubts


# ---- private keys


def public(it):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return it.public_bytes(serialization.Encoding.DER, form)


def of_private(data, password=None):
    """The public key of it; None where it cannot be told."""
    for load in (serialization.load_pem_private_key, serialization.load_der_private_key):
        try:
            return public(load(data, password).public_key())
        except Exception:
            pass
    return None


# ---- files


def run(*arguments, data=b""):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True)


CERTIFICATE = re.compile(
    rb"-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----(.*?)-----END \1-----", re.DOTALL
)


def blocks(text):
    """The certificates of a PEM text."""
    found = []
    for label, body in CERTIFICATE.findall(text):
        body = re.split(rb"\r?\n[ \t]*\r?\n", body, maxsplit=1)[-1] if b":" in body else body
        der = base64.b64decode(b"".join(body.split()), validate=True)
        if label == b"TRUSTED CERTIFICATE":
            der = values(der)[0][1]
        found.append(der)
    return found


def label(text):
    """The kind of refusal that the first block of a PEM text asks for."""
    labels = re.findall(rb"-----BEGIN ([A-Z0-9 ]+)-----", text)
    for its in labels:
        for part, reason in (
            (b"PRIVATE KEY", "private key"), (b"REQUEST", "request"), (b"CRL", "crl"),
            (b"PUBLIC KEY", "public key"), (b"CERTIFICATE", "truncated"),
            (b"PKCS7", "truncated"), (b"CMS", "truncated"),
        ):  # fmt: skip
            if part in its:
                return reason
    return "unknown"


def pkcs7(data, form):
    """The certificates; a refusal where it is another kind of PKCS#7."""
    der = data
    if form == "PEM":
        body = re.search(rb"-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA)-----(.*?)-----END", data, re.DOTALL)
        der = base64.b64decode(b"".join(body[2].split()))
    prefix = bytes.fromhex("06092a864886f70d0107")
    at = der[:40].find(prefix)
    if at < 0:
        raise Refused("malformed")
    kind = der[at + len(prefix)]
    if kind != 2:
        raise Refused("enveloped" if kind in (3, 4, 6) else "malformed")
    done = run("pkcs7", "-inform", "DER", "-print_certs", data=der)
    if done.returncode:
        done = run("cms", "-cmsout", "-noout", "-inform", "DER", "-certsout", "/dev/stdout", "-in", "/dev/stdin", data=der)
    if done.returncode:
        raise Refused("malformed")
    if not CERTIFICATE.search(done.stdout):
        raise Refused("no certificate")
    return blocks(done.stdout)


def rounds(data):
    """The most rounds of key derivation that a PKCS#12 file asks for."""
    counts = [0]

    def look(it):
        if isinstance(it, dict):
            counts.extend(it[key] for key in ("iterations", "iteration_count") if isinstance(it.get(key), int))
            it = it.values()
        if not isinstance(it, (str, bytes, int)) and it is not None:
            try:
                for each in it:
                    look(each)
            except TypeError:
                pass

    try:
        it = Pfx.load(data)
        counts.append(it["mac_data"]["iterations"].native if it["mac_data"].native else 0)
        for each in it.authenticated_safe:
            if each["content_type"].native == "encrypted_data":
                look(each["content"]["encrypted_content_info"]["content_encryption_algorithm"].native)
    except (ValueError, TypeError):
        pass
    return max(counts)


def pkcs12(data, password):
    if rounds(data) >= MANY_ROUNDS:
        raise Refused("rounds")
    arguments = ["pkcs12", "-legacy", "-nodes", "-in", "/dev/stdin", "-passin", f"pass:{password or ''}"]
    done = run(*arguments, data=data)
    if done.returncode:
        text = done.stderr.decode(errors="replace")
        if re.search("Mac verify error|invalid password|bad decrypt", text):
            raise Refused("password")
        if re.search("unsupported|unknown|encrypt", text, re.IGNORECASE):
            raise Refused("encryption")
        raise Refused("malformed")
    keys = re.findall(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", done.stdout, re.DOTALL)
    found = blocks(done.stdout)
    if not found:
        raise Refused("no certificate")
    return found, keys


def in_order(ders, keys):
    """The leaf first, its issuers behind it, then the others."""
    its = []
    for der in ders:
        try:
            fields = values(values(values(der)[0][0])[0][0])
            fields = fields[1:] if fields[0][1][0] == 0xA0 else fields
            its.append((fields[4][1], fields[2][1], fields[5][1], certificate(der)[0].get("ca")))
        except Exception:
            its.append((b"", b"?", b"", None))
    numbers = list(range(len(ders)))
    own = [i for i in numbers if its[i][2] in keys]
    ends = [i for i in numbers if not any(its[j][1] == its[i][0] and i != j for j in numbers)]
    plain = [i for i in ends if not its[i][3]]
    order = [(own or plain or ends or numbers)[0]]
    while True:
        last = order[-1]
        above = [i for i in numbers if i not in order and its[i][0] == its[last][1]]
        if its[last][0] == its[last][1] or not above:
            break
        above.sort(key=lambda i: not signed_by(ders[last], ders[i]))
        order.append(above[0])
    return [ders[i] for i in order + [i for i in numbers if i not in order]]


def signed_by(der, issuer):
    try:
        child, above = (x509.load_der_x509_certificate(each) for each in (der, issuer))
        child.verify_directly_issued_by(above)
        return True
    except Exception:
        return False


def read(data, password):
    """Container, certificates in DER, public keys of the private ones, doubts."""
    if not data:
        raise Refused("empty")
    doubts = []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16").encode()
    if re.search(rb"-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA)-----", data):
        return "pkcs7", pkcs7(data, "PEM"), None, doubts
    if b"-----BEGIN " in data:
        try:
            found = blocks(data)
        except ValueError:
            raise Refused("malformed")
        if not found:
            raise Refused(label(data))
        begun = len(re.findall(rb"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----", data))
        if begun != len(found):
            raise Refused("truncated")
        keys = re.findall(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", data, re.DOTALL)
        return "pem", found, keys or None, doubts
    for load, reason in (
        (x509.load_der_x509_certificate, None),
        (x509.load_der_x509_csr, "request"),
        (x509.load_der_x509_crl, "crl"),
        (serialization.load_der_public_key, "public key"),
    ):
        try:
            load(data)
        except Exception:
            continue
        if reason:
            raise Refused(reason)
        return "der", [data], None, doubts
    try:
        serialization.load_der_private_key(data, None)
        raise Refused("private key")
    except TypeError:
        raise Refused("private key")
    except Refused:
        raise
    except Exception:
        pass
    if data[:1] != b"\x30":
        raise Refused("unknown")
    if data[1:2] != b"\x80" and first(data) != data:
        doubts.append("bytes follow its end")
        data = first(data)
    if b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" in data[:24]:
        if data[:40].find(b"\x02\x01\x03\x30") < 0:
            return "pkcs7", pkcs7(data, "DER"), None, doubts
        found, keys = pkcs12(data, password)
        doubts += ["a rare cipher or digest"] if RARE.search(data) else []
        return "pkcs12", found, keys, doubts
    if b"\x02\x01\x03\x30\x80" in data[:16]:
        found, keys = pkcs12(data, password)
        doubts += ["a rare cipher or digest"] if RARE.search(data) else []
        return "pkcs12", found, keys, doubts
    if run("x509", "-inform", "DER", "-noout", data=data).returncode == 0:
        return "der", [data], None, doubts
    raise Refused("malformed")


def file_facts(data, password, table):
    """Facts of one file; its certificates go into the table."""
    try:
        container, ders, keys, doubts = read(data, password)
    except Refused as refused:
        return {"error": str(refused)}
    except Exception as error:
        return {"error": "malformed", "doubts": f"{type(error).__name__}: {error}"[:100]}
    publics = [it for it in map(of_private, keys or []) if it]
    ders = in_order(ders, publics)
    for der in ders:
        try:
            facts, its_doubts = certificate(der)
        except Refused as refused:
            return {"error": str(refused)}
        except Exception as error:
            return {"error": "malformed", "doubts": f"{type(error).__name__}: {error}"[:100]}
        table[facts["sha256"]] = facts
        doubts += its_doubts
    matches = None
    if keys and len(publics) == len(keys):
        try:
            leaf = public(x509.load_der_x509_certificate(ders[0]).public_key())
            matches = leaf in publics
        except Exception as error:
            doubts.append(f"key of the leaf: {error}")
    return {
        "container": container,
        "error": None,
        "private_key": {"present": bool(keys), "matches_leaf": matches},
        "certificates": [hashlib.sha256(der).hexdigest() for der in ders],
        **({"doubts": doubts[0][:100]} if doubts else {}),
    }


def folder_facts(folder, files, passwords):
    table, found = {}, {}
    for path in files:
        name = str(path.relative_to(folder))
        password = passwords.get(name)
        given = {} if password is None else {"password": password}
        found[name] = {**given, **file_facts(path.read_bytes(), password, table)}
    return {"certificates": table, "files": found}


def written(facts):
    """JSON with one file or certificate on a line."""
    parts = []
    for key, table in facts.items():
        lines = [f"    {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in sorted(table.items())]
        parts.append(f'  "{key}": {{\n' + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        passwords = json.loads(Path(sys.argv[2]).read_text())
        files = sorted(it for it in folder.rglob("*") if it.is_file())
        sys.stdout.write(written(folder_facts(folder, files, passwords)))
        return
    passwords = json.loads((here / "passwords.json").read_text())
    files = sorted(
        it
        for part in ("made", "vectors")
        for it in (here / part).rglob("*")
        if it.is_file() and it.name != "README.md" and not it.name.startswith("LICENSE")
    )
    for path in files:
        name = str(path.relative_to(here))
        if name.startswith("made/") and path.suffix == ".pfx":
            passwords.setdefault(name, "contoso-example")
    (here / "facts.json").write_text(written(folder_facts(here, files, passwords)))


if __name__ == "__main__":
    main()
