import { createServer, type Server } from "node:http";
import Provider from "oidc-provider";

/** A person's claims at the provider; `sub` is the login they type there. */
export type Claims = Readonly<Record<string, unknown>>;

export interface TestProviderOptions {
	readonly port: number;
	/** Where the app is. */
	readonly appUrl: string;
	/** By login at the provider; asked for at every sign-in, so a test may change it. */
	readonly people: Map<string, Claims>;
}

export const CLIENT = { id: "afterclick-desk", secret: "a-secret-of-this-test-alone" } as const;

/** A whole OpenID Connect provider on loopback, with its own pages for signing in, consent and signing out. */
export class TestProvider {
	#server: Server | undefined;
	private constructor(readonly issuer: string) {}

	static async start({ port, appUrl, people }: TestProviderOptions): Promise<TestProvider> {
		const provider = new TestProvider(issuerAt(port));
		const oidc = new Provider(provider.issuer, {
			clients: [
				{
					client_id: CLIENT.id,
					client_secret: CLIENT.secret,
					token_endpoint_auth_method: "client_secret_post",
					grant_types: ["authorization_code"],
					response_types: ["code"],
					redirect_uris: [`${appUrl}/api/sign-in/callback`],
					post_logout_redirect_uris: [`${appUrl}/sign-in`],
				},
			],
			cookies: { keys: ["of this test alone"] },
			// Roles and the rest in the ID token, as Entra ID sends them.
			conformIdTokenClaims: false,
			claims: {
				openid: ["sub"],
				profile: ["name", "preferred_username", "roles", "groups", "_claim_names"],
				email: ["email"],
			},
			findAccount: (_, id) => ({
				accountId: id,
				claims: async () => ({ sub: id, ...people.get(id) }),
			}),
		});
		const server = createServer(oidc.callback());
		await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
		provider.#server = server;
		return provider;
	}

	async stop(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		if (server === undefined) return;
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

export function issuerAt(port: number): string {
	return `http://127.0.0.1:${port}`;
}
