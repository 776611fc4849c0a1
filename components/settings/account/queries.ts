"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { OwnAccount } from "@/lib/platform/identity/own-account";
import type { TotpPairing } from "@/lib/platform/identity/totp";

const ACCOUNT_KEY = ["account"] as const;

export function useAccount(initial: OwnAccount) {
	return useQuery({
		queryKey: ACCOUNT_KEY,
		queryFn: ({ signal }) => request<OwnAccount>("/api/account", { signal }),
		initialData: initial,
	});
}

/** A change of one's own account, after which it is asked for again. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
	const queries = useQueryClient();
	return useMutation({
		mutationFn: change,
		onSuccess: () => queries.invalidateQueries({ queryKey: ACCOUNT_KEY }),
	});
}

export function useRevokeSession() {
	return useChange((id: string) => request<void>(`/api/account/sessions/${id}`, { method: "DELETE" }));
}

export function useChangePassword() {
	return useChange((json: { password: string; newPassword: string; endTokens: boolean }) =>
		request<void>("/api/account/password", { method: "POST", json }),
	);
}

export function useBeginAuthenticator() {
	return useChange((json: { password: string }) =>
		request<TotpPairing>("/api/account/authenticator", { method: "POST", json }),
	);
}

export function useConfirmAuthenticator() {
	return useChange((json: { code: string }) =>
		request<{ recoveryCodes: string[] }>("/api/account/authenticator/confirmation", { method: "POST", json }),
	);
}

export function useRemoveAuthenticator() {
	return useChange((json: { password: string }) =>
		request<void>("/api/account/authenticator", { method: "DELETE", json }),
	);
}
