import { constants, createHmac, randomBytes, timingSafeEqual, verify, X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson, bodyOf } from "./reply";

export interface EntraOptions {
	readonly tenantId: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** PEM: assertions signed with its key are accepted as well. */
	readonly clientCertificatePem?: string | undefined;
	/** A federated token that is accepted as the client's assertion, as a cluster issues it to a workload. */
	readonly federatedToken?: string | undefined;
	/** What tokens are given for, without `/.default`: the query API first. */
	readonly audiences: readonly [string, ...string[]];
	/** Seconds a token lives. */
	readonly tokenSeconds: number;
}

/** As much of Entra ID's v2.0 endpoints as a confidential client needs to get a token for itself. */
export class EntraDouble {
	readonly #options: EntraOptions;
	readonly #key = randomBytes(32);
	/** Tokens given so far. */
	issued = 0;
	/** While true, every client is refused as with a wrong secret. */
	refusing = false;

	constructor(options: EntraOptions) {
		this.#options = options;
	}

	/** @returns false where the path is not Entra's */
	async handle(request: IncomingMessage, response: ServerResponse, origin: string): Promise<boolean> {
		const { pathname } = new URL(request.url ?? "/", origin);
		const [, tenant = "", ...rest] = pathname.split("/");
		const route = rest.join("/");
		if (route === "v2.0/.well-known/openid-configuration") {
			if (tenant !== this.#options.tenantId) await this.#noTenant(response, tenant);
			else await answerJson(response, 200, discovery(origin, tenant));
			return true;
		}
		if (route === "oauth2/v2.0/token" && request.method === "POST") {
			await this.#token(request, response, origin, tenant);
			return true;
		}
		return false;
	}

	/** Which client a bearer token was given to; an error code of the query API where it is not good. */
	check(
		authorization: string | undefined,
		audience = this.#options.audiences[0],
	):
		| { readonly clientId: string }
		| { readonly status: number; readonly code: string; readonly message: string } {
		if (!authorization?.startsWith("Bearer ")) {
			return {
				status: 401,
				code: "AuthenticationFailed",
				message: "Authentication failed. The 'Authorization' header is missing.",
			};
		}
		const [head = "", body = "", mark = ""] = authorization.slice("Bearer ".length).split(".");
		const expected = this.#mark(`${head}.${body}`);
		const given = Buffer.from(mark, "base64url");
		if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
			return { status: 403, code: "InvalidAuthenticationToken", message: "The access token is invalid." };
		}
		const claims = decode(body) as { aud: string; exp: number; appid: string };
		if (claims.exp * 1000 < Date.now()) {
			return { status: 401, code: "ExpiredAuthenticationToken", message: "The access token has expired." };
		}
		if (claims.aud !== audience) {
			return {
				status: 403,
				code: "InvalidAuthenticationTokenAudience",
				message: `The access token has been obtained from wrong audience or resource '${claims.aud}'.`,
			};
		}
		return { clientId: claims.appid };
	}

	async #token(
		request: IncomingMessage,
		response: ServerResponse,
		origin: string,
		tenant: string,
	): Promise<void> {
		const { tenantId, clientId, audiences, tokenSeconds } = this.#options;
		const form = new URLSearchParams(await bodyOf(request));
		if (tenant !== tenantId) return this.#noTenant(response, tenant);
		if (form.get("grant_type") !== "client_credentials") {
			return refuse(
				response,
				400,
				"unsupported_grant_type",
				"AADSTS70003: The app requested an unsupported grant type.",
			);
		}
		if (form.get("client_id") !== clientId) {
			return refuse(
				response,
				400,
				"unauthorized_client",
				`AADSTS700016: Application with identifier '${form.get("client_id")}' was not found in the directory.`,
			);
		}
		if (this.refusing || !this.#proves(form, origin)) {
			return refuse(response, 401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
		}
		const scope = form.get("scope") ?? "";
		if (!scope.endsWith("/.default")) {
			return refuse(response, 400, "invalid_scope", `AADSTS70011: The scope '${scope}' is not valid.`);
		}
		const resource = scope.slice(0, -"/.default".length);
		if (!audiences.includes(resource)) {
			return refuse(
				response,
				400,
				"invalid_resource",
				`AADSTS500011: The resource principal named ${resource} was not found in the tenant.`,
			);
		}
		const now = Math.floor(Date.now() / 1000);
		const head = encode({ typ: "JWT", alg: "HS256" });
		const body = encode({
			aud: resource,
			iss: `${origin}/${tenantId}/`,
			tid: tenantId,
			appid: clientId,
			iat: now,
			exp: now + tokenSeconds,
			jti: randomBytes(8).toString("hex"),
		});
		this.issued += 1;
		await answerJson(response, 200, {
			token_type: "Bearer",
			expires_in: tokenSeconds,
			ext_expires_in: tokenSeconds,
			access_token: `${head}.${body}.${this.#mark(`${head}.${body}`).toString("base64url")}`,
		});
	}

	#proves(form: URLSearchParams, origin: string): boolean {
		const { clientId, clientSecret, federatedToken, clientCertificatePem, tenantId } = this.#options;
		const assertion = form.get("client_assertion");
		if (assertion === null) return form.get("client_secret") === clientSecret;
		if (federatedToken !== undefined && assertion === federatedToken) return true;
		if (clientCertificatePem === undefined) return false;
		const [head = "", body = "", signature = ""] = assertion.split(".");
		const { alg } = decode(head) as { alg: string };
		const key = new X509Certificate(clientCertificatePem).publicKey;
		const good = verify(
			"sha256",
			Buffer.from(`${head}.${body}`),
			alg === "PS256" ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : key,
			Buffer.from(signature, "base64url"),
		);
		const claims = decode(body) as { iss: string; sub: string; aud: string; exp: number };
		return (
			good &&
			claims.iss === clientId &&
			claims.sub === clientId &&
			claims.aud === `${origin}/${tenantId}/oauth2/v2.0/token` &&
			claims.exp * 1000 > Date.now()
		);
	}

	#mark(text: string): Buffer {
		return createHmac("sha256", this.#key).update(text).digest();
	}

	#noTenant(response: ServerResponse, tenant: string): Promise<void> {
		return refuse(response, 400, "invalid_tenant", `AADSTS90002: Tenant '${tenant}' not found.`);
	}
}

function discovery(origin: string, tenant: string) {
	return {
		issuer: `${origin}/${tenant}/v2.0`,
		authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
		token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
		jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
	};
}

/** A refusal as Entra ID writes it: the code in `AADSTS…` is what administrators search for. */
function refuse(response: ServerResponse, status: number, code: string, description: string): Promise<void> {
	return answerJson(response, status, {
		error: code,
		error_description: description,
		error_codes: [Number(/AADSTS(\d+)/.exec(description)?.[1])],
		timestamp: new Date().toISOString(),
		trace_id: randomBytes(16).toString("hex"),
		correlation_id: randomBytes(16).toString("hex"),
	});
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
