import { PageBody } from "@/components/ui/page-body";
import { Skeleton } from "@/components/ui/skeleton";

const LINES = ["w-1/3", "w-2/3", "w-1/2", "w-3/5"];

/** Where a hunt or a run will be. */
export function HuntSkeleton() {
	return (
		<PageBody>
			<div
				role="status"
				aria-busy="true"
				aria-label="Loading"
				className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_22rem]"
			>
				<div className="flex min-w-0 flex-col gap-5">
					<Skeleton className="h-4 w-4/5" />
					<Skeleton className="h-14 w-full rounded-lg" />
					<div className="flex flex-col gap-2 rounded-md border bg-surface p-3">
						{LINES.map((width) => (
							<Skeleton key={width} className={width} />
						))}
					</div>
				</div>
				<div className="flex flex-col gap-3">
					{[...LINES, ...LINES].map((width, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: nothing but looks
						<Skeleton key={index} className={width} />
					))}
				</div>
			</div>
		</PageBody>
	);
}
