"use client";

import type { ComponentProps, ReactNode } from "react";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";

interface ListPageProps {
	readonly title: string;
	/** What it is a list of, in a sentence. */
	readonly about: ReactNode;
	readonly query: ComponentProps<typeof QueryProblem>["query"] & {
		readonly isPending: boolean;
		readonly data: { readonly items: readonly unknown[] } | undefined;
	};
	/** Such as "The tokens could not be loaded". */
	readonly failed: string;
	/** The button that makes another one. */
	readonly action?: ReactNode;
	/**
	 * In place of a list without entries, with the button in it. Until it is known whether there are any, the button is
	 * nowhere, so that it does not move from under the key.
	 */
	readonly empty?: (action: ReactNode) => ReactNode;
	/** Above the list. */
	readonly notice?: ReactNode;
	/** The list itself, in every state but that it could not be loaded. */
	readonly list: ReactNode;
	/** The dialogs of the page. */
	readonly children?: ReactNode;
}

/** A page that is one list: its heading and button, why it could not be loaded, and the list from edge to edge. */
export function ListPage(props: ListPageProps) {
	const { title, about, query, failed, action, empty, notice, list, children } = props;
	const none = empty !== undefined && query.data?.items.length === 0;
	return (
		<PageBody className="gap-3 px-0 sm:px-0">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 sm:px-4">
				<div className="min-w-0 flex-1 basis-48">
					<h2 className="font-semibold">{title}</h2>
					<p className="text-muted">{about}</p>
				</div>
				{none || (empty !== undefined && query.isPending) ? null : action}
			</div>
			<QueryProblem
				query={query}
				title={failed}
				stale="This list may be out of date"
				className="mx-3 sm:mx-4"
			/>
			{notice}
			{query.data === undefined && query.isError ? null : none ? empty(action) : list}
			{children}
		</PageBody>
	);
}
