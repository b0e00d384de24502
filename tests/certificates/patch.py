"""Fixtures that openssl refuses to make; make.sh runs this."""

import random
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

scratch = Path(sys.argv[1])
made = Path("made")


def key(name):
    return serialization.load_pem_private_key(Path(f"keys/{name}.pem").read_bytes(), None)


def certificate(name):
    return x509.load_pem_x509_certificate((scratch / f"{name}.pem").read_bytes())


def note(name, what):
    print(f"| `{name}` | {what} |")


def resigned(name, old, new):
    """The certificate with other bytes of the same length, signed again."""
    assert len(old) == len(new)
    it = certificate(name)
    whole, signed = it.public_bytes(serialization.Encoding.DER), it.tbs_certificate_bytes
    assert signed.count(old) >= 1 and whole.endswith(it.signature)
    changed = signed.replace(old, new)
    signature = key("issuing").sign(changed, padding.PKCS1v15(), hashes.SHA256())
    return whole.replace(signed, changed)[: -len(signature)] + signature


(made / "nul-in-name.cer").write_bytes(resigned("nul", b"granitefallsX.", b"granitefalls\0."))
note("nul-in-name.cer", "NUL in the common name")

(made / "invalid-utf-8.cer").write_bytes(resigned("invalid", b"granitefallsXY.", b"granitefalls\xc3\x28."))
note("invalid-utf-8.cer", "The common name is not valid UTF-8")

serial = certificate("negative").serial_number.to_bytes(4, "big")
negative = bytes([serial[0] | 0x80]) + serial[1:]
(made / "negative-serial.cer").write_bytes(resigned("negative", b"\x02\x04" + serial, b"\x02\x04" + negative))
note("negative-serial.cer", "The serial number is negative")

def der(name):
    return certificate(name).public_bytes(serialization.Encoding.DER)


assert len(der("good")) == len(der("twin"))
(made / "key-of-another.pfx").write_bytes((scratch / "twin.pfx").read_bytes().replace(der("twin"), der("good")))
note("key-of-another.pfx", "The private key belongs to another certificate; no MAC, nothing encrypted")

(made / "random.bin").write_bytes(random.Random(1).randbytes(2000))
note("random.bin", "Random bytes")
