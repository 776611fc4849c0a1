"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { caseKey } from "@/components/cases/cases/queries";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Confirm } from "@/components/parts/form/confirm";
import { RefusedLine } from "@/components/parts/page/refusal";
import { sizeText } from "@/components/triage/workspace/size-text";
import { IconButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import { cx } from "@/components/ui/cx";
import { FileDrop } from "@/components/ui/file-drop";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";
import type { AttachmentDto, AttachmentList } from "@/lib/cases/attachments/answers";
import { FILE_LIMIT, FILE_TYPES, FILES_LIMIT } from "@/lib/cases/attachments/rules";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";

const ACCEPT = Object.values(FILE_TYPES)
	.flatMap(({ endings }) => endings.map((ending) => `.${ending}`))
	.join(",");

/** The files of a case: to be saved, never shown here. */
export function FilesSection({ of }: { of: CaseDetail }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const works = useMay("cases.work");
	const [deleting, setDeleting] = useState<AttachmentDto | null>(null);
	const query = useQuery({
		queryKey: [...caseKey(of.id), "attachments"],
		queryFn: ({ signal }) => request<AttachmentList>(`/api/cases/${of.id}/attachments`, { signal }),
		select: ({ items }) => items,
	});
	const reread = () => queries.invalidateQueries({ queryKey: caseKey(of.id) });
	const upload = useMutation({
		mutationFn: (file: File) =>
			request<AttachmentDto>(`/api/cases/${of.id}/attachments?name=${encodeURIComponent(file.name)}`, {
				method: "POST",
				body: file,
			}),
		onSuccess: ({ name }) => {
			announce(`${name}: attached.`);
			void reread();
		},
	});
	return (
		<PageBody className="max-w-4xl gap-3">
			{works ? (
				<FileDrop
					id="attachment"
					label={upload.isPending ? "Attaching…" : "Drop a file here, or choose one"}
					accept={ACCEPT}
					disabled={upload.isPending}
					onFile={(file) => upload.mutate(file)}
				>
					{upload.isPending ? (
						<Spinner className="mx-auto mt-1" />
					) : (
						`Images, PDF, mail, text, logs, captures and archives; at most ${sizeText(FILE_LIMIT)} each, ${FILES_LIMIT} in a case. Put malware in a password-protected archive.`
					)}
				</FileDrop>
			) : (
				<RefusedLine permission="cases.work" />
			)}
			{upload.isError ? <ProblemNotice error={upload.error} title="The file was not attached" /> : null}
			<QueryProblem query={query} title="The files could not be loaded" />
			{query.isPending ? (
				<Skeleton className="w-1/2" />
			) : query.data?.length === 0 ? (
				<p className="text-muted">No files yet.</p>
			) : (
				<ul aria-label="Files" className="flex flex-col divide-y border-y">
					{query.data?.map((file) => (
						<FileRow key={file.id} file={file} onDelete={works ? () => setDeleting(file) : undefined} />
					))}
				</ul>
			)}
			{deleting === null ? null : (
				<Confirm
					title="Delete the file?"
					confirm="Delete"
					danger
					problemTitle="The file was not deleted"
					act={async () => {
						await request(`/api/attachments/${deleting.id}`, { method: "DELETE" });
						setDeleting(null);
						void reread();
					}}
					onClose={() => setDeleting(null)}
				>
					The content of “{visibleText(deleting.name)}” will be deleted. Its name, its hash and who deleted it
					are kept.
				</Confirm>
			)}
		</PageBody>
	);
}

function FileRow({ file, onDelete }: { file: AttachmentDto; onDelete: (() => void) | undefined }) {
	const gone = file.deletedAt !== null;
	const name = visibleText(file.name);
	return (
		<li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
			<div className="min-w-0 flex-1 basis-60">
				<p className={cx("break-words font-medium", gone && "text-muted line-through")}>
					<bdi>{name}</bdi>
				</p>
				<p className="text-muted text-sm">
					{FILE_TYPES[file.type].label}, {sizeText(file.size)}, attached{" "}
					<Time value={file.at} form="minutes" /> by <bdi>{visibleText(file.by)}</bdi>
				</p>
				{file.deletedAt === null ? null : (
					<p className="text-sm">
						Deleted <Time value={file.deletedAt} form="minutes" /> by{" "}
						<bdi>{visibleText(file.deletedBy ?? "")}</bdi>
					</p>
				)}
				<p className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
					<span>SHA-256</span>
					<code className="break-all">{file.sha256}</code>
					<CopyButton text={file.sha256} label="Copy the hash" />
				</p>
			</div>
			{gone ? null : (
				<div className="flex items-center gap-1">
					<a href={`/api/attachments/${file.id}`} download={file.name} className={buttonClass("secondary")}>
						<Download aria-hidden className="size-3.5" strokeWidth={2} />
						Download<span className="sr-only"> {name}</span>
					</a>
					{onDelete === undefined ? null : (
						<IconButton label={`Delete ${name}`} icon={Trash2} onClick={onDelete} />
					)}
				</div>
			)}
		</li>
	);
}
