"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";

const ITEM =
	"flex h-8 items-center gap-2 max-sm:h-11 rounded-sm px-2 text-fg outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50";

interface MenuProps {
	readonly trigger: ReactElement;
	readonly children: ReactNode;
	readonly align?: "start" | "center" | "end";
	readonly side?: "top" | "bottom" | "right" | "left";
}

export function Menu({ trigger, children, align = "start", side = "bottom" }: MenuProps) {
	return (
		<BaseMenu.Root>
			<BaseMenu.Trigger render={trigger} />
			<BaseMenu.Portal>
				<BaseMenu.Positioner align={align} side={side} sideOffset={4} className="z-50">
					<BaseMenu.Popup className="min-w-44 max-w-[calc(100vw-1rem)] rounded-md bg-raised p-1 shadow-pop outline-none transition-opacity duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0">
						{children}
					</BaseMenu.Popup>
				</BaseMenu.Positioner>
			</BaseMenu.Portal>
		</BaseMenu.Root>
	);
}

interface MenuItemProps {
	readonly icon?: LucideIcon;
	readonly onClick: () => void;
	readonly disabled?: boolean;
	readonly children: ReactNode;
}

export function MenuItem({ icon: Icon, onClick, disabled = false, children }: MenuItemProps) {
	return (
		<BaseMenu.Item className={ITEM} onClick={onClick} disabled={disabled}>
			{Icon ? <Icon aria-hidden className="size-3.5 text-muted" /> : null}
			{children}
		</BaseMenu.Item>
	);
}

interface MenuLinkProps {
	readonly icon?: LucideIcon;
	readonly href: string;
	/** Fetch as a file rather than go there. */
	readonly download?: boolean;
	readonly children: ReactNode;
}

export function MenuLink({ icon: Icon, href, download = false, children }: MenuLinkProps) {
	return (
		<BaseMenu.LinkItem
			className={ITEM}
			closeOnClick
			{...(download ? { href, download: "" } : { render: <Link href={href} prefetch={false} /> })}
		>
			{Icon ? <Icon aria-hidden className="size-3.5 text-muted" /> : null}
			{children}
		</BaseMenu.LinkItem>
	);
}

export function MenuGroup({ label, children }: { label?: string; children: ReactNode }) {
	return (
		<BaseMenu.Group className="not-first:mt-1 not-first:border-t not-first:pt-1">
			{label === undefined ? null : (
				<BaseMenu.GroupLabel className="px-2 py-1 font-medium text-muted text-xs">
					{label}
				</BaseMenu.GroupLabel>
			)}
			{children}
		</BaseMenu.Group>
	);
}

interface MenuRadioProps<V extends string> {
	readonly label: string;
	readonly value: V;
	readonly options: readonly { readonly value: V; readonly label: ReactNode }[];
	readonly onValueChange: (value: V) => void;
}

export function MenuRadio<V extends string>({ label, value, options, onValueChange }: MenuRadioProps<V>) {
	return (
		<BaseMenu.RadioGroup
			aria-label={label}
			value={value}
			onValueChange={(next) => onValueChange(next as V)}
			className="not-first:mt-1 not-first:border-t not-first:pt-1"
		>
			<div aria-hidden className="px-2 py-1 font-medium text-muted text-xs">
				{label}
			</div>
			{options.map((option) => (
				<BaseMenu.RadioItem key={option.value} value={option.value} className={ITEM} closeOnClick>
					<CheckSlot>
						<BaseMenu.RadioItemIndicator render={<Check aria-hidden className="size-3.5" />} />
					</CheckSlot>
					{option.label}
				</BaseMenu.RadioItem>
			))}
		</BaseMenu.RadioGroup>
	);
}

interface MenuCheckProps {
	readonly checked: boolean;
	readonly onCheckedChange: (checked: boolean) => void;
	readonly disabled?: boolean;
	readonly children: ReactNode;
}

export function MenuCheck({ checked, onCheckedChange, disabled = false, children }: MenuCheckProps) {
	return (
		<BaseMenu.CheckboxItem
			className={ITEM}
			checked={checked}
			onCheckedChange={onCheckedChange}
			disabled={disabled}
		>
			<CheckSlot>
				<BaseMenu.CheckboxItemIndicator render={<Check aria-hidden className="size-3.5" />} />
			</CheckSlot>
			{children}
		</BaseMenu.CheckboxItem>
	);
}

function CheckSlot({ children, className }: { children: ReactNode; className?: string }) {
	return <span className={cx("flex size-3.5 items-center justify-center", className)}>{children}</span>;
}
