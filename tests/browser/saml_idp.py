"""A SAML 2.0 identity provider for the tests: it signs in whomever one types.

A real one can't be had here. It signs with the library that the site checks with; what is tested is
that the site asks, believes what is signed, and nothing else.
"""

import base64
import html
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.etree import ElementTree

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

UNVERIFIED = "unverified "
"""What is typed before an address that the provider is to call unverified."""
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


def _certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(1))
    made = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode(), made.decode()


class Idp(BaseHTTPRequestHandler):
    key, certificate = _certificate()

    @classmethod
    def metadata(cls, port: int) -> str:
        bare = "".join(cls.certificate.splitlines()[1:-1])
        return f"""<EntityDescriptor entityID="the-idp"
 xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><IDPSSODescriptor
 protocolSupportEnumeration="{PROTOCOL}"><KeyDescriptor use="signing">
<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{bare}
</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
 Location="http://localhost:{port}/sso"/></IDPSSODescriptor></EntityDescriptor>"""

    def do_GET(self) -> None:
        """Ask who it is; then offer the signed answer to whoever asked."""
        sent = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        if "email" not in sent:
            kept = "".join(f'<input type="hidden" name="{k}" value="{v}">' for k, v in sent.items())
            return self._show(f'<form>{kept}<input name="email"><button>Authorize</button></form>')
        asked = zlib.decompress(base64.b64decode(sent["SAMLRequest"]), -15)
        request = ElementTree.fromstring(asked)
        answer = self._answer(request, sent["email"])
        encoded = base64.b64encode(answer.encode()).decode()
        address = request.attrib["AssertionConsumerServiceURL"]
        return self._show(
            f'<form method="post" action="{html.escape(address)}">'
            f'<input type="hidden" name="SAMLResponse" value="{encoded}"><button>Go</button></form>'
        )

    def _answer(self, request: ElementTree.Element, typed: str) -> str:
        email, said = typed.removeprefix(UNVERIFIED), ""
        if typed != email:
            said = """<saml:Attribute Name="email_verified">
<saml:AttributeValue>false</saml:AttributeValue></saml:Attribute>"""
        address, asked = request.attrib["AssertionConsumerServiceURL"], request.attrib["ID"]
        audience = request.findtext(f"{{{ASSERTION}}}Issuer")
        now = datetime.now(UTC)
        at, until = (f"{t:%Y-%m-%dT%H:%M:%SZ}" for t in (now, now + timedelta(minutes=5)))
        assertion = f"""<saml:Assertion xmlns:saml="{ASSERTION}" ID="_{uuid4()}" Version="2.0"
 IssueInstant="{at}"><saml:Issuer>the-idp</saml:Issuer><saml:Subject><saml:NameID>{email}
</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{address}" InResponseTo="{asked}"/>
</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}">
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
</saml:Conditions><saml:AuthnStatement AuthnInstant="{at}" SessionIndex="1"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="mail">
<saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>{said}</saml:AttributeStatement>
</saml:Assertion>"""
        signed = OneLogin_Saml2_Utils.add_sign(
            assertion, self.key, self.certificate, False, RSA_SHA256, SHA256
        ).decode()
        return f"""<samlp:Response xmlns:samlp="{PROTOCOL}" xmlns:saml="{ASSERTION}"
 ID="_{uuid4()}" Version="2.0" IssueInstant="{at}" Destination="{address}" InResponseTo="{asked}">
<saml:Issuer>the-idp</saml:Issuer><samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{signed}</samlp:Response>"""

    def _show(self, content: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, *_: object) -> None:
        pass


class Forger(Idp):
    """Says that it is the same provider, and signs with a key of its own."""

    key, _ = _certificate()


@contextmanager
def running(kind: type[Idp]) -> Iterator[int]:
    server = HTTPServer(("localhost", 0), kind)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
