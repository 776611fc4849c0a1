"use client";

import { IsRestoringProvider, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { ApiProblem } from "./api";

/** What the page reads from the server. */
export function QueryProvider({ children }: { readonly children: ReactNode }) {
	const [queries] = useState(createQueryClient);
	const taken = useSyncExternalStore(
		noChange,
		() => true,
		() => false,
	);
	// Until the browser has taken the page over, it is drawn as the server drew it: data that has become old on the way is
	// read again only then.
	return (
		<QueryClientProvider client={queries}>
			<IsRestoringProvider value={!taken}>{children}</IsRestoringProvider>
		</QueryClientProvider>
	);
}

function noChange(): () => void {
	return () => {};
}

function createQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				staleTime: 10_000,
				refetchOnWindowFocus: true,
				// Off by default with the mode below: a list that failed meanwhile must not wait for a press.
				refetchOnReconnect: "always",
				// Asked even when the browser thinks it is offline: an outage must show as one, not as waiting.
				networkMode: "always",
				// What the server refused it will refuse again; only an outage is worth another try.
				retry: (failures, error) =>
					failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 502),
			},
			mutations: { retry: false },
		},
	});
}
