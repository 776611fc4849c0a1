"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { Confirm } from "@/components/parts/form/confirm";
import { Button } from "@/components/ui/button";
import type { TokenDto } from "@/lib/platform/identity/token-schema";
import { TOKENS_KEY } from "./queries";

/** Ends a token, after asking. */
export function RevokeToken({ token }: { token: TokenDto }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [asking, setAsking] = useState(false);
	if (token.status !== "active") return null;
	return (
		<>
			<Button variant="danger" aria-label={`Revoke the token ${token.name}`} onClick={() => setAsking(true)}>
				Revoke
			</Button>
			{asking ? (
				<Confirm
					title={`Revoke the token “${token.name}”?`}
					confirm="Revoke the token"
					danger
					problemTitle="The token was not revoked"
					act={async () => {
						await request<TokenDto>(`/api/tokens/${token.id}`, { method: "DELETE" });
						announce("The token is revoked.");
						setAsking(false);
						await queries.invalidateQueries({ queryKey: TOKENS_KEY });
					}}
					onClose={() => setAsking(false)}
				>
					Anything that uses it is refused from now on. This can’t be undone.
				</Confirm>
			) : null}
		</>
	);
}
