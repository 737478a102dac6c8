// A provider of identities for the tests: oidc-provider, on this machine, in memory.
// Takes as arguments where it may send browsers back to. Says its issuer in one line,
// and ends when its standard input does.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

function key(kind, algorithm, options) {
  const { privateKey } = generateKeyPairSync(kind, options);
  const jwk = privateKey.export({ format: "jwk" });
  return { ...jwk, alg: algorithm, use: "sig", kid: algorithm };
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const client = {
    redirect_uris: process.argv.slice(2),
    response_types: ["code"],
    grant_types: ["authorization_code"],
  };
  const provider = new Provider(issuer, {
    clients: [
      { ...client, client_id: "bsm", client_secret: "a secret: + & %" },
      {
        ...client,
        client_id: "bsm-public",
        token_endpoint_auth_method: "none",
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: {
      keys: [
        key("rsa", "RS256", { modulusLength: 2048 }),
        key("ec", "ES256", { namedCurve: "P-256" }),
      ],
    },
    cookies: { keys: ["of no worth: everything is forgotten at the end"] },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600,
           Interaction: 600, Session: 600 },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});

process.stdin.on("end", () => process.exit(0)).resume();
