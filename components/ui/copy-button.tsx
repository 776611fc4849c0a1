"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "./button";
import { copyText } from "./copy";
import { toasts } from "./toast";

interface CopyButtonProps {
	readonly text: string;
	/** What it says or, with `iconOnly`, its accessible name. */
	readonly label: string;
	readonly iconOnly?: boolean;
}

export function CopyButton({ text, label, iconOnly = false }: CopyButtonProps) {
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		if (await copyText(text)) {
			setCopied(true);
			setTimeout(() => setCopied(false), 1_500);
		} else {
			toasts.add({
				type: "error",
				title: "The browser refused to copy. Select the text and copy it by hand.",
			});
		}
	};
	const icon = copied ? Check : Copy;
	if (iconOnly) return <IconButton label={copied ? "Copied" : label} icon={icon} onClick={copy} />;
	return (
		<Button icon={icon} onClick={copy}>
			{copied ? "Copied" : label}
		</Button>
	);
}
