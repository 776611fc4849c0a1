/** What a load balancer is told of this process. Next's bundle has its own copy of this module; they share the state. */
export interface ProcessState {
	/** Whether the queues are worked. */
	jobs: boolean;
	/** Asked to stop: requests are still answered, new ones should go elsewhere. */
	stopping: boolean;
	/** When a page last met a database that is away, in milliseconds since 1970. */
	databaseTroubleAt?: number;
}

const shared = Symbol.for("afterclick.processState");
type Shared = { [shared]?: ProcessState };

export function processState(): ProcessState {
	const holder = globalThis as Shared;
	holder[shared] ??= { jobs: false, stopping: false };
	return holder[shared];
}
