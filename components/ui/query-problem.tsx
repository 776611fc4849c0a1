import { ProblemNotice } from "./problem-notice";

interface QueryProblemProps {
	readonly query: {
		readonly isError: boolean;
		readonly error: unknown;
		readonly data: unknown;
		readonly isFetching: boolean;
		readonly refetch: () => unknown;
	};
	/** Such as "The runs could not be loaded". */
	readonly title: string;
	/** Said instead where something older is shown, such as "This list may be out of date". */
	readonly stale?: string;
	readonly className?: string | undefined;
}

/** Why something could not be loaded, with the way to try again; nothing while all is well. */
export function QueryProblem({ query, title, stale = title, className }: QueryProblemProps) {
	if (!query.isError) return null;
	return (
		<ProblemNotice
			error={query.error}
			title={query.data === undefined ? title : stale}
			onRetry={() => void query.refetch()}
			retrying={query.isFetching}
			className={className}
		/>
	);
}
