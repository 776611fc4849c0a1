"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo } from "react";
import { isZone } from "@/components/client/time-format";
import { useDifference, useReadBack } from "@/components/handovers/read-back/queries";
import type { HandedOver } from "@/lib/handovers/review/schema";
import { Clocks } from "./clocks";
import { ItemSlide } from "./item-slide";
import { OverviewSlide } from "./overview-slide";
import { useSlides } from "./use-slides";

/** The change of shift on a wall: an overview, then one item a screen. Dark, and moved by the arrow keys alone. */
export function Wall({ handover }: { handover: HandedOver }) {
	const { items, number } = handover;
	const router = useRouter();
	const readBack = useReadBack(handover.id).data;
	const difference = useDifference(handover.id).data;
	const leave = useCallback(() => router.push(`/handovers/${number}`), [router, number]);
	const [slide] = useSlides(items.length + 1, leave);
	const times = useMemo(() => new Map(difference?.carried.map((one) => [one.key, one.times])), [difference]);
	const zone = isZone(handover.timeZone) ? handover.timeZone : "UTC";
	const item = slide === 0 ? undefined : items[slide - 1];
	useStayAwake();
	return (
		<main className="wall flex h-dvh flex-col gap-[3vh] overflow-hidden bg-canvas px-[4vw] py-[3.5vh] text-fg">
			<header className="flex shrink-0 items-start justify-between gap-[3vw]">
				<h1 className="min-w-0">
					<span className="block truncate font-semibold text-[clamp(1.4rem,2.4vw,3.4rem)] leading-tight">
						<bdi>{handover.shift || `Handover ${number}`}</bdi>
					</span>
					<span className="block text-[clamp(0.8rem,1.1vw,1.6rem)] text-muted leading-tight">
						{handover.shift === "" ? "Change of shift" : `Handover ${number}`}
						{handover.sample ? <span className="text-amber"> · sample data</span> : null}
						{handover.team === "" ? null : (
							<>
								{" · "}
								<bdi>{handover.team}</bdi>
							</>
						)}
					</span>
				</h1>
				<Clocks zone={zone} />
			</header>
			<section
				aria-live="polite"
				aria-label={item === undefined ? "Overview" : `Item ${slide}`}
				className="min-h-0 flex-1"
			>
				{item === undefined ? (
					<OverviewSlide handover={{ ...handover, timeZone: zone }} times={times} />
				) : (
					<ItemSlide
						item={item}
						times={times.get(item.key) ?? 0}
						answer={readBack?.answers.find((one) => one.item === item.key)?.answer}
						zone={zone}
					/>
				)}
			</section>
			<footer className="flex shrink-0 items-center justify-between gap-4 text-[clamp(0.8rem,1.1vw,1.6rem)] text-muted">
				<span>
					{slide === 0 ? "Overview" : `${slide} of ${items.length}`}
					{readBack === undefined ? null : ` · ${readBack.answers.length} answered`}
					{readBack?.status === "acknowledged" ? ` · acknowledged by ${readBack.incoming?.name ?? ""}` : null}
				</span>
				<span className="whitespace-nowrap">← → items · Esc leave</span>
			</footer>
		</main>
	);
}

/** A wall must not go dark in the middle of a shift change; browsers that cannot promise that are left alone. */
function useStayAwake(): void {
	useEffect(() => {
		let lock: WakeLockSentinel | undefined;
		let left = false;
		const take = async () => {
			if (document.visibilityState !== "visible") return;
			lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
			if (left) await lock?.release();
		};
		void take();
		document.addEventListener("visibilitychange", take);
		return () => {
			left = true;
			document.removeEventListener("visibilitychange", take);
			void lock?.release();
		};
	}, []);
}
