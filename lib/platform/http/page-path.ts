/**
 * In which header the server tells a page the path it was asked for: a layout is not given it. Whatever a
 * browser sends under this name is overwritten.
 */
export const PAGE_PATH_HEADER = "x-afterclick-path";

/** The path and query as a person sees them, without what Next adds for itself. */
export function pagePath(url: string): string {
	const { pathname, searchParams } = new URL(url, "http://page");
	searchParams.delete("_rsc");
	const query = searchParams.toString();
	return query === "" ? pathname : `${pathname}?${query}`;
}
