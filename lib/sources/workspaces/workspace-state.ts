/** The workspace hunts run against, and what stands in the way if anything does. */
export interface WorkspaceState {
	readonly id: string;
	readonly kind: "local" | "sentinel";
	readonly name: string;
	/** True while the workspace holds generated sample data. */
	readonly sample: boolean;
	readonly problem: { readonly message: string; readonly remedy: string | null } | null;
}
