"use client";

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/client/me";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { ListPage } from "@/components/parts/page/list-page";
import { isRefusal, RefusedPage } from "@/components/parts/page/refusal";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EDGE_TABLE } from "@/components/ui/flush-table";
import type { NewToken, TokenDto } from "@/lib/platform/identity/token-schema";
import { useTokens } from "./queries";
import { TOKEN_COLUMNS } from "./token-columns";
import { TokenForm } from "./token-form";
import { TokenSecret } from "./token-secret";

const NONE: TokenDto[] = [];
const REFUSED = "You can’t create API tokens";

/** The tokens that programs show instead of signing in. */
export function TokensPage() {
	return useMay("tokens.own") ? <Tokens /> : <RefusedPage permission="tokens.own" title={REFUSED} />;
}

function Tokens() {
	const list = useTokens();
	const manages = useMay("tokens.manage");
	const [making, setMaking] = useState(false);
	const [made, setMade] = useState<NewToken | null>(null);
	const items = (list.data?.items ?? NONE) as TokenDto[];
	const table = useAppTable({ data: items, columns: TOKEN_COLUMNS, enableSorting: false });
	if (isRefusal(list.error)) return <RefusedPage permission="tokens.own" title={REFUSED} />;
	return (
		<ListPage
			title="API tokens"
			about={
				<>
					{manages ? "Everyone’s, and those of services." : "Yours."} Programs show one instead of signing in.
				</>
			}
			query={list}
			failed="The tokens could not be loaded"
			action={
				<Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
					New token
				</Button>
			}
			empty={(action) => (
				<EmptyState icon={KeyRound} title="No tokens yet" actions={action}>
					A token lets a script or another product read findings, run hunts or decide, within the limits you
					give it and for a year at most.
				</EmptyState>
			)}
			list={
				<DataTable
					label="API tokens"
					table={table}
					scroll={false}
					loading={list.isPending}
					className={EDGE_TABLE}
				/>
			}
		>
			{making ? (
				<TokenForm
					workspaces={list.data?.workspaces ?? []}
					onDone={(done) => {
						setMaking(false);
						setMade(done);
					}}
				/>
			) : null}
			{made === null ? null : <TokenSecret made={made} onClose={() => setMade(null)} />}
		</ListPage>
	);
}
