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
			<Button variant="danger" aria-label={`End the token ${token.name}`} onClick={() => setAsking(true)}>
				End
			</Button>
			{asking ? (
				<Confirm
					title={`End the token “${token.name}”?`}
					confirm="End the token"
					danger
					problemTitle="The token was not ended"
					act={async () => {
						await request<TokenDto>(`/api/tokens/${token.id}`, { method: "DELETE" });
						announce("The token is ended.");
						setAsking(false);
						await queries.invalidateQueries({ queryKey: TOKENS_KEY });
					}}
					onClose={() => setAsking(false)}
				>
					Whatever uses it is refused from now on. It cannot be brought back.
				</Confirm>
			) : null}
		</>
	);
}
