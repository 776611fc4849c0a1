import { request } from "@/components/client/api";
import { type Filtered, toFilter, toSearch } from "./url-params";

interface Page {
	readonly nextCursor: string | null;
}

interface Asked<Param> {
	readonly pageParam: Param;
	readonly signal: AbortSignal;
}

/** What `useInfiniteQuery` needs to read a list page by page. @param input its filter, order and limit */
export function listPages<Answer extends Page>(path: string, input: object = {}) {
	return {
		queryFn: ({ pageParam, signal }: Asked<string | null>) =>
			request<Answer>(`${path}?${toSearch({ ...input, cursor: pageParam })}`, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (page: Answer) => page.nextCursor,
	};
}

interface At {
	/** The end of a moving range: the same for every page of a listing, or they would not join. */
	readonly at: string;
}
interface Place extends At {
	readonly cursor: string | null;
}

/** The same of a list whose filter may have a range that moves with the clock. */
export function movingPages<Answer extends Page>(path: string, url: Filtered, input: object) {
	return {
		queryFn: async ({ pageParam, signal }: Asked<Place | null>): Promise<Answer & At> => {
			const at = pageParam?.at ?? new Date().toISOString();
			const search = toSearch({ ...toFilter(url, new Date(at)), ...input, cursor: pageParam?.cursor });
			return { ...(await request<Answer>(`${path}?${search}`, { signal })), at };
		},
		initialPageParam: null as Place | null,
		getNextPageParam: ({ nextCursor, at }: Answer & At): Place | null =>
			nextCursor === null ? null : { cursor: nextCursor, at },
	};
}
