import { SecretDialog } from "@/components/ui/secret-dialog";
import type { NewToken } from "@/lib/platform/identity/token-schema";

/** Shows a token's secret, this once. */
export function TokenSecret({ made: { token, secret }, onClose }: { made: NewToken; onClose: () => void }) {
	return (
		<SecretDialog
			title={`The token “${token.name}” is ready`}
			label="Token"
			secret={secret}
			copyLabel="Copy the token"
			hint={
				<>
					Programs send it with every request: <code>Authorization: Bearer …</code>
				</>
			}
			onClose={onClose}
		/>
	);
}
