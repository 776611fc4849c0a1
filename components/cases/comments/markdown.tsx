"use client";

import Link from "next/link";
import { Children, Fragment, isValidElement, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cx } from "@/components/ui/cx";
import { ScrollArea } from "@/components/ui/scroll-area";
import { markdownProblem } from "@/lib/cases/comments/markdown-bounds";
import { type Named, splitMentions } from "@/lib/cases/comments/rules";
import { defang } from "@/lib/core/defang";
import { visibleProse } from "@/lib/core/visible-text";

interface MarkdownProps {
	readonly text: string;
	/** People whose `@Name` in the text stands out. */
	readonly people?: readonly Named[];
	readonly className?: string | undefined;
}

const PLUGINS = [remarkGfm];

/**
 * What somebody wrote, as Markdown. HTML stays text; nothing is loaded from anywhere; a link is live only where it
 * leads into this app, and any other address is shown defanged.
 */
export function Markdown({ text, people = [], className }: MarkdownProps) {
	const named = (children: ReactNode) => withMentions(children, people);
	const components: Components = {
		p: ({ children }) => <p>{named(children)}</p>,
		li: ({ children }) => <li>{named(children)}</li>,
		td: ({ children }) => <td>{named(children)}</td>,
		strong: ({ children }) => <strong>{named(children)}</strong>,
		em: ({ children }) => <em>{named(children)}</em>,
		h1: ({ children }) => <p className="heading">{named(children)}</p>,
		h2: ({ children }) => <p className="heading">{named(children)}</p>,
		h3: ({ children }) => <p className="heading">{named(children)}</p>,
		h4: ({ children }) => <p className="heading">{named(children)}</p>,
		h5: ({ children }) => <p className="heading">{named(children)}</p>,
		h6: ({ children }) => <p className="heading">{named(children)}</p>,
		a: ({ href = "", children }) => <Address href={href}>{children}</Address>,
		img: ({ src, alt }) => (
			<Address href={typeof src === "string" ? src : ""}>{`Image: ${alt ?? ""}`}</Address>
		),
		pre: ({ children }) => (
			<ScrollArea className="scrolls">
				<pre>{children}</pre>
			</ScrollArea>
		),
		table: ({ children }) => (
			<ScrollArea className="scrolls">
				<table>{children}</table>
			</ScrollArea>
		),
		input: ({ checked }) => (
			<input type="checkbox" className="check" checked={checked === true} disabled aria-label="To do" />
		),
	};
	return <div className={cx("markdown min-w-0 break-words", className)}>{formatted(text, components)}</div>;
}

/** Text that would take too long to format, or that the formatter fails on, is shown as it was written. */
function formatted(text: string, components: Components): ReactNode {
	if (markdownProblem(text) === null) {
		try {
			// Called here, not left to React: what it throws is this text's fault alone.
			return ReactMarkdown({
				remarkPlugins: PLUGINS,
				components,
				urlTransform: (url) => url,
				children: visibleProse(text),
			});
		} catch {
			// As below.
		}
	}
	return (
		<>
			<p className="text-muted text-sm">
				Shown as plain text: it is too deeply nested or too long to format.
			</p>
			<p className="whitespace-pre-wrap">{visibleProse(text)}</p>
		</>
	);
}

/** A path of this app: one slash, and nothing that a browser would take for another host. */
const OWN_PATH = /^\/(?![/\\])[^\\\s]*$/;

function Address({ href, children }: { href: string; children: ReactNode }) {
	if (OWN_PATH.test(href) && !href.startsWith("/api/")) {
		return (
			<Link href={href} prefetch={false} className="text-accent-text hover:underline">
				{children}
			</Link>
		);
	}
	const words = textOf(children);
	const address = href.replace(/^mailto:/i, "");
	const shown = href.startsWith("mailto:") ? address : defang(decoded(address));
	return (
		<>
			{/* Written as a bare address the words would be the address again, live to the eye. */}
			{words === "" || sameAddress(words, address) ? null : <>{children} </>}
			<code>{shown}</code>
		</>
	);
}

function sameAddress(words: string, address: string): boolean {
	const bare = (text: string) =>
		decoded(text)
			.replace(/^https?:\/\//i, "")
			.replace(/\/$/, "")
			.toLowerCase();
	return bare(words) === bare(address);
}

/** Markdown encodes what a URL cannot hold; shown it is as it was written. */
function decoded(url: string): string {
	try {
		return decodeURI(url);
	} catch {
		return url;
	}
}

function textOf(children: ReactNode): string {
	return Children.toArray(children)
		.map((child) =>
			typeof child === "string"
				? child
				: isValidElement<{ children?: ReactNode }>(child)
					? textOf(child.props.children)
					: "",
		)
		.join("");
}

function withMentions(children: ReactNode, people: readonly Named[]): ReactNode {
	if (people.length === 0) return children;
	return Children.map(children, (child) =>
		typeof child !== "string"
			? child
			: splitMentions(child, people).map(({ text, person }, index) =>
					person === null ? (
						// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
						<Fragment key={index}>{text}</Fragment>
					) : (
						// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
						<span key={index} className="rounded-sm bg-blue-soft px-0.5 font-medium text-blue">
							{text}
						</span>
					),
				),
	);
}
