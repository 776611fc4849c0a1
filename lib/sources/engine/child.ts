import { LimitedChild } from "@/lib/sources/files/limited-child";
import type { FromWorker, ToWorker, WorkerOptions } from "./protocol";

/** One child process of the engine, from its start to its end. */
export class EngineChild extends LimitedChild<ToWorker, FromWorker> {
	constructor(
		options: WorkerOptions,
		onMessage: (message: FromWorker) => void,
		onEnd: (outgrown: boolean) => void,
	) {
		super(
			{
				script: "lib/sources/engine/worker.ts",
				argument: options,
				residentLimitMb: options.residentLimitMb,
			},
			onMessage,
			onEnd,
		);
		this.rest();
	}
}
