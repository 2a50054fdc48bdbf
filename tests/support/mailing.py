"""A mail server of this machine that takes mail over STARTTLS alone, and keeps what it gets."""

import socketserver
import ssl
import subprocess
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


def make_certificate(folder):
    """Write a certificate for 127.0.0.1 that nobody but its own file vouches for; give it and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    name = ["-subj", "/CN=mail", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *name]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


class Session(socketserver.StreamRequestHandler):
    """One connection: as much of SMTP as a client needs that sends mail."""

    secure = False

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().strip():
            verb = line.split()[0].upper()
            if verb == b"EHLO":
                self.say("250-here")
                self.say("250 AUTH PLAIN" if self.secure else "250 STARTTLS")
            elif verb == b"STARTTLS":
                self.say("220 go on")
                self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
                self.secure = True
            elif not self.secure and verb != b"QUIT":
                self.say("530 TLS first")
            elif verb == b"AUTH":
                self.server.logins.append(line.split()[2])
                self.say("235 welcome")
            elif verb == b"DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def finish(self):
        super().finish()
        self.connection.close()


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that does not trust the certificate goes away."""


@contextmanager
def mailing(certificate, key):
    """Give a running server: its port, the mails that it got, and who signed in."""
    with Server(("127.0.0.1", 0), Session) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate, key)
        server.mails, server.logins = [], []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
