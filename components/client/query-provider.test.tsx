// @vitest-environment jsdom
import { useQuery } from "@tanstack/react-query";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it, vi } from "vitest";
import { QueryProvider } from "./query-provider";

afterEach(() => vi.useRealTimers());

const DRAWN = new Date("2026-01-10T00:00:00Z");
const read = vi.fn(async () => "new");

function Page() {
	const { data, isFetching } = useQuery({
		queryKey: ["page"],
		queryFn: read,
		initialData: "old",
		initialDataUpdatedAt: DRAWN.getTime(),
	});
	return (
		<p>
			{data}
			{isFetching ? <em>reading again</em> : null}
		</p>
	);
}

it("takes over a page that has become old on the way as it was drawn, and reads it again then", async () => {
	const page = (
		<QueryProvider>
			<Page />
		</QueryProvider>
	);
	vi.useFakeTimers({ now: DRAWN, toFake: ["Date"] });
	const container = document.createElement("div");
	container.innerHTML = renderToString(page);
	expect(container.textContent).toBe("old");
	vi.setSystemTime(DRAWN.getTime() + 60_000);
	const mended: unknown[] = [];
	hydrateRoot(container, page, { onRecoverableError: (error) => mended.push(error) });
	await vi.waitFor(() => expect(container.textContent).toBe("new"));
	expect(mended).toEqual([]);
	expect(read).toHaveBeenCalledTimes(1);
});
