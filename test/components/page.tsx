/** Renders components as the console does: with its own providers, the router and the address in memory. */
import { act, cleanup, configure, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import {
	PathnameContext,
	SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import type { ReactNode } from "react";
import { afterEach, beforeEach, vi } from "vitest";
import { MeContext } from "@/components/client/me";
import { Providers } from "@/components/shell/shell/providers";
import { toasts } from "@/components/ui/toast";
import { PERMISSION_NAMES, type Permission } from "@/lib/platform/context/permission-table";
import type { Me } from "@/lib/platform/identity/answers";

export const ADA: Me = {
	id: "00000000-0000-4000-8000-0000000000ad",
	name: "Ada",
	verified: true,
	role: "analyst",
	workspaces: null,
	open: false,
	may: [...PERMISSION_NAMES],
};

// Queries by role ask for the style of every element above each, which takes most of a test's time in jsdom: what is
// hidden is found too. A busy machine is given time.
configure({ defaultHidden: true, asyncUtilTimeout: 20_000 });

interface Options {
	/** The address's parameters. */
	readonly search?: string;
	readonly may?: readonly Permission[];
}

const router = {
	push: vi.fn(),
	replace: vi.fn(),
	refresh: vi.fn(),
	prefetch: vi.fn(),
	back: vi.fn(),
	forward: vi.fn(),
};

/** Renders, and gives the person who uses it. */
export function renderPage(content: ReactNode, { search = "", may = ADA.may }: Options = {}): UserEvent {
	const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
	render(
		<AppRouterContext value={router as never}>
			<PathnameContext value="/">
				<SearchParamsContext value={new URLSearchParams(search)}>
					<Providers preferences={{ theme: "system", zone: "UTC", density: "comfortable" }}>
						<NuqsTestingAdapter searchParams={search} hasMemory>
							<MeContext value={{ ...ADA, may }}>{content}</MeContext>
						</NuqsTestingAdapter>
					</Providers>
				</SearchParamsContext>
			</PathnameContext>
		</AppRouterContext>,
	);
	return user;
}

/** What screen readers announced last. */
export function announced(): string {
	return (document.querySelector('[data-testid="announcer"]')?.textContent ?? "").trim();
}

/** jsdom lays nothing out: the screen is 1,200 pixels wide and every box is as tall as the screen. */
class NoResize {
	observe(): void {}
	unobserve(): void {}
	disconnect(): void {}
}

/** The stream of changes, which the test writes. */
export class Stream extends EventTarget {
	static readonly CLOSED = 2;
	static open: Stream[] = [];
	readyState = 1;
	constructor() {
		super();
		Stream.open.push(this);
	}
	close(): void {
		Stream.open = Stream.open.filter((each) => each !== this);
	}
	tell(event: string, data: unknown): void {
		act(() => void this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) })));
	}
}

beforeEach(() => {
	Stream.open = [];
	vi.stubGlobal("EventSource", Stream);
	vi.stubGlobal("ResizeObserver", NoResize);
	vi.stubGlobal("CSS", { escape: (text: string) => text });
	vi.stubGlobal("matchMedia", (media: string) => ({
		media,
		matches: false,
		addEventListener() {},
		removeEventListener() {},
	}));
	Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 900 });
	Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 1_200 });
	Element.prototype.scrollTo = () => {};
	Element.prototype.scrollIntoView = () => {};
});
afterEach(async () => {
	await act(async () => toasts.close());
	cleanup();
	vi.clearAllMocks();
});
