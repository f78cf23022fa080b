"""A small OpenID provider, run beside a test: discovery, codes with PKCE, signed tokens, logout."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "renjian", "a secret of the tests"


def new_key() -> rsa.RSAPrivateKey:
    """A key of two halves."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY = new_key()


@dataclass
class Provider:
    """Who is signed in at the provider, and what it does wrong if a test wants that."""

    issuer: str = ""
    subject: str = "u-100"
    key: rsa.RSAPrivateKey = KEY
    signs_with: rsa.RSAPrivateKey | None = None  # another key than the published one
    changed: dict[str, Any] = field(default_factory=dict)  # claims of the next token
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)  # what came to be authorised

    def discovery(self) -> dict[str, Any]:
        """What the provider says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """The published half of the key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorise(self, query: dict[str, str]) -> str:
        """Where the browser of whoever is signed in here goes back to."""
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code: once, to this client, and only with the verifier of its challenge."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_client = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not is_client or asked.get("code_challenge") != challenge:
            return None
        claims = self.claims(nonce=asked["nonce"], role="system", **self.changed)
        return {"access_token": "of no use", "token_type": "Bearer", "id_token": self.sign(claims)}

    def claims(self, **more: Any) -> dict[str, Any]:
        """What every token says."""
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now}
        return {**told, "exp": now + 300, **more}

    def logout_token(self, **more: Any) -> str:
        """The word that somebody has left."""
        events = {"http://schemas.openid.net/event/backchannel-logout": {}}
        told = {"events": events, "jti": secrets.token_urlsafe(8), **more}
        return self.sign({**self.claims(), **told})

    def sign(self, claims: dict[str, Any]) -> str:
        """A token of these claims."""
        key = self.signs_with or self.key
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            if path == "/.well-known/openid-configuration":
                self._say(provider.discovery())
            elif path == "/keys":
                self._say(provider.keys())
            elif path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorise(asked))
                self.end_headers()
            else:
                self._say({}, 404)

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            answer = provider.token(form)
            self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def _say(self, answer: object, status: int = 200) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on a free port, until the end of the block."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
