"use client";

import { PageError, type PageErrorProps } from "@/app/page-error";
import { PageHeader } from "@/components/parts/page/page-header";

/** Inside the shell, so that the other pages stay one press away. */
export default function ConsoleError(props: PageErrorProps) {
	return (
		<>
			<PageHeader title="Something went wrong" />
			<PageError {...props} />
		</>
	);
}
