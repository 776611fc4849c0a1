import * as accountAuthenticatorConfirmation from "@/app/api/account/authenticator/confirmation/route";
import * as accountAuthenticator from "@/app/api/account/authenticator/route";
import * as accountPassword from "@/app/api/account/password/route";
import * as account from "@/app/api/account/route";
import * as accountSession from "@/app/api/account/sessions/[id]/route";
import * as attachment from "@/app/api/attachments/[id]/route";
import * as auditChoices from "@/app/api/audit/choices/route";
import * as auditExport from "@/app/api/audit/export/route";
import * as audit from "@/app/api/audit/route";
import * as auditState from "@/app/api/audit/state/route";
import * as auditVerification from "@/app/api/audit/verification/route";
import * as caseAttachments from "@/app/api/cases/[id]/attachments/route";
import * as caseComments from "@/app/api/cases/[id]/comments/route";
import * as caseEntities from "@/app/api/cases/[id]/entities/route";
import * as caseFindings from "@/app/api/cases/[id]/findings/route";
import * as caseIncidentHold from "@/app/api/cases/[id]/incident/hold/route";
import * as caseIncident from "@/app/api/cases/[id]/incident/route";
import * as caseLinks from "@/app/api/cases/[id]/links/route";
import * as caseMerge from "@/app/api/cases/[id]/merge/route";
import * as caseMovedFindings from "@/app/api/cases/[id]/moved-findings/route";
import * as caseReport from "@/app/api/cases/[id]/report/route";
import * as caseOne from "@/app/api/cases/[id]/route";
import * as caseStatus from "@/app/api/cases/[id]/status/route";
import * as caseTasks from "@/app/api/cases/[id]/tasks/route";
import * as caseTemplate from "@/app/api/cases/[id]/template/route";
import * as caseTimelineExport from "@/app/api/cases/[id]/timeline/export/route";
import * as caseTimeline from "@/app/api/cases/[id]/timeline/route";
import * as caseWatchers from "@/app/api/cases/[id]/watchers/route";
import * as casesBoard from "@/app/api/cases/board/route";
import * as caseEntity from "@/app/api/cases/entities/[id]/route";
import * as casesExport from "@/app/api/cases/export/route";
import * as casesLikely from "@/app/api/cases/likely/route";
import * as caseMeasuresExport from "@/app/api/cases/measures/export/route";
import * as caseMeasures from "@/app/api/cases/measures/route";
import * as caseNextActions from "@/app/api/cases/next-actions/route";
import * as casePeople from "@/app/api/cases/people/route";
import * as cases from "@/app/api/cases/route";
import * as casesSearch from "@/app/api/cases/search/route";
import * as checks from "@/app/api/checks/route";
import * as comment from "@/app/api/comments/[id]/route";
import * as deadlines from "@/app/api/deadlines/route";
import * as findingDecision from "@/app/api/findings/[id]/decision/route";
import * as finding from "@/app/api/findings/[id]/route";
import * as decision from "@/app/api/findings/decisions/[id]/route";
import * as decisions from "@/app/api/findings/decisions/route";
import * as findingsExport from "@/app/api/findings/export/route";
import * as findingsFacets from "@/app/api/findings/facets/route";
import * as findings from "@/app/api/findings/route";
import * as findingsUsers from "@/app/api/findings/users/route";
import * as handoverAcknowledgement from "@/app/api/handovers/[id]/acknowledgement/route";
import * as handoverAddenda from "@/app/api/handovers/[id]/addenda/route";
import * as handoverDifference from "@/app/api/handovers/[id]/difference/route";
import * as handoverEvents from "@/app/api/handovers/[id]/events/route";
import * as handoverExport from "@/app/api/handovers/[id]/export/route";
import * as handoverNotesMany from "@/app/api/handovers/[id]/notes/many/route";
import * as handoverNotes from "@/app/api/handovers/[id]/notes/route";
import * as readBackAnswersMany from "@/app/api/handovers/[id]/read-back/answers/many/route";
import * as readBackAnswers from "@/app/api/handovers/[id]/read-back/answers/route";
import * as readBackMessages from "@/app/api/handovers/[id]/read-back/messages/route";
import * as readBack from "@/app/api/handovers/[id]/read-back/route";
import * as handoverReceivers from "@/app/api/handovers/[id]/receivers/route";
import * as handover from "@/app/api/handovers/[id]/route";
import * as handoverSignature from "@/app/api/handovers/[id]/signature/route";
import * as handoverSince from "@/app/api/handovers/[id]/since/route";
import * as handoverSnapshot from "@/app/api/handovers/[id]/snapshot/route";
import * as handoversAwaiting from "@/app/api/handovers/awaiting/route";
import * as handoverCalendar from "@/app/api/handovers/calendar/route";
import * as handoverHistory from "@/app/api/handovers/history/route";
import * as handovers from "@/app/api/handovers/route";
import * as health from "@/app/api/health/route";
import * as huntBackfills from "@/app/api/hunts/[id]/backfills/route";
import * as huntCoverage from "@/app/api/hunts/[id]/coverage/route";
import * as hunt from "@/app/api/hunts/[id]/route";
import * as huntRuns from "@/app/api/hunts/[id]/runs/route";
import * as huntSchedules from "@/app/api/hunts/[id]/schedules/route";
import * as hunts from "@/app/api/hunts/route";
import * as inboxCount from "@/app/api/inbox/count/route";
import * as inboxRead from "@/app/api/inbox/read/route";
import * as inbox from "@/app/api/inbox/route";
import * as inboxWork from "@/app/api/inbox/work/route";
import * as live from "@/app/api/live/route";
import * as me from "@/app/api/me/route";
import * as personLink from "@/app/api/people/[id]/link/route";
import * as person from "@/app/api/people/[id]/route";
import * as personSessions from "@/app/api/people/[id]/sessions/route";
import * as people from "@/app/api/people/route";
import * as ready from "@/app/api/ready/route";
import * as runCancellation from "@/app/api/runs/[id]/cancellation/route";
import * as runContinuation from "@/app/api/runs/[id]/continuation/route";
import * as runEvents from "@/app/api/runs/[id]/events/route";
import * as runPause from "@/app/api/runs/[id]/pause/route";
import * as run from "@/app/api/runs/[id]/route";
import * as runsExport from "@/app/api/runs/export/route";
import * as runsHistory from "@/app/api/runs/history/route";
import * as runs from "@/app/api/runs/route";
import * as schedulePreview from "@/app/api/schedules/preview/route";
import * as shifts from "@/app/api/shifts/route";
import * as signInCallback from "@/app/api/sign-in/callback/route";
import * as signInPassword from "@/app/api/sign-in/password/route";
import * as signInProvider from "@/app/api/sign-in/provider/route";
import * as signOut from "@/app/api/sign-out/route";
import * as taskPlace from "@/app/api/tasks/[id]/place/route";
import * as task from "@/app/api/tasks/[id]/route";
import * as template from "@/app/api/templates/[id]/route";
import * as templates from "@/app/api/templates/route";
import * as token from "@/app/api/tokens/[id]/route";
import * as tokens from "@/app/api/tokens/route";
import * as webhookDeliveries from "@/app/api/webhooks/[id]/deliveries/route";
import * as webhookReplay from "@/app/api/webhooks/[id]/replay/route";
import * as webhook from "@/app/api/webhooks/[id]/route";
import * as webhookSecret from "@/app/api/webhooks/[id]/secret/route";
import * as webhookTest from "@/app/api/webhooks/[id]/test/route";
import * as deliveryReplay from "@/app/api/webhooks/deliveries/[id]/replay/route";
import * as delivery from "@/app/api/webhooks/deliveries/[id]/route";
import * as webhooks from "@/app/api/webhooks/route";
import * as imports from "@/app/api/workspace/imports/route";
import * as workspace from "@/app/api/workspace/route";
import type { Routes } from "@/lib/platform/http/openapi";

/** Every route of the API but the document's own; routes.test.ts holds it against the files. */
export const ROUTES: Routes = {
	"/api/cases/{id}/attachments": caseAttachments,
	"/api/cases/{id}/comments": caseComments,
	"/api/cases/{id}/tasks": caseTasks,
	"/api/cases/{id}/template": caseTemplate,
	"/api/cases/{id}/timeline": caseTimeline,
	"/api/cases/{id}/timeline/export": caseTimelineExport,
	"/api/attachments/{id}": attachment,
	"/api/comments/{id}": comment,
	"/api/tasks/{id}": task,
	"/api/tasks/{id}/place": taskPlace,
	"/api/templates": templates,
	"/api/templates/{id}": template,
	"/api/inbox": inbox,
	"/api/inbox/count": inboxCount,
	"/api/inbox/read": inboxRead,
	"/api/inbox/work": inboxWork,
	"/api/live": live,
	"/api/account": account,
	"/api/account/authenticator": accountAuthenticator,
	"/api/account/authenticator/confirmation": accountAuthenticatorConfirmation,
	"/api/account/password": accountPassword,
	"/api/account/sessions/{id}": accountSession,
	"/api/people": people,
	"/api/sign-in/callback": signInCallback,
	"/api/sign-in/password": signInPassword,
	"/api/sign-in/provider": signInProvider,
	"/api/sign-out": signOut,
	"/api/audit": audit,
	"/api/audit/choices": auditChoices,
	"/api/audit/export": auditExport,
	"/api/audit/state": auditState,
	"/api/audit/verification": auditVerification,
	"/api/checks": checks,
	"/api/cases": cases,
	"/api/cases/{id}/incident": caseIncident,
	"/api/cases/{id}/incident/hold": caseIncidentHold,
	"/api/cases/{id}/report": caseReport,
	"/api/cases/{id}": caseOne,
	"/api/cases/{id}/entities": caseEntities,
	"/api/cases/{id}/findings": caseFindings,
	"/api/cases/{id}/links": caseLinks,
	"/api/cases/{id}/merge": caseMerge,
	"/api/cases/{id}/moved-findings": caseMovedFindings,
	"/api/cases/{id}/status": caseStatus,
	"/api/cases/{id}/watchers": caseWatchers,
	"/api/cases/entities/{id}": caseEntity,
	"/api/cases/export": casesExport,
	"/api/cases/likely": casesLikely,
	"/api/cases/board": casesBoard,
	"/api/cases/search": casesSearch,
	"/api/cases/measures": caseMeasures,
	"/api/cases/measures/export": caseMeasuresExport,
	"/api/deadlines": deadlines,
	"/api/cases/next-actions": caseNextActions,
	"/api/cases/people": casePeople,
	"/api/findings": findings,
	"/api/findings/{id}": finding,
	"/api/findings/{id}/decision": findingDecision,
	"/api/findings/decisions": decisions,
	"/api/findings/decisions/{id}": decision,
	"/api/findings/export": findingsExport,
	"/api/findings/facets": findingsFacets,
	"/api/findings/users": findingsUsers,
	"/api/handovers/awaiting": handoversAwaiting,
	"/api/handovers/calendar": handoverCalendar,
	"/api/handovers/history": handoverHistory,
	"/api/handovers/{id}/acknowledgement": handoverAcknowledgement,
	"/api/handovers/{id}/addenda": handoverAddenda,
	"/api/handovers/{id}/difference": handoverDifference,
	"/api/handovers/{id}/export": handoverExport,
	"/api/handovers/{id}/read-back": readBack,
	"/api/handovers/{id}/read-back/answers": readBackAnswers,
	"/api/handovers/{id}/read-back/messages": readBackMessages,
	"/api/handovers/{id}/since": handoverSince,
	"/api/handovers": handovers,
	"/api/handovers/{id}": handover,
	"/api/handovers/{id}/events": handoverEvents,
	"/api/handovers/{id}/notes": handoverNotes,
	"/api/handovers/{id}/notes/many": handoverNotesMany,
	"/api/handovers/{id}/read-back/answers/many": readBackAnswersMany,
	"/api/handovers/{id}/receivers": handoverReceivers,
	"/api/handovers/{id}/signature": handoverSignature,
	"/api/handovers/{id}/snapshot": handoverSnapshot,
	"/api/health": health,
	"/api/hunts": hunts,
	"/api/hunts/{id}": hunt,
	"/api/hunts/{id}/backfills": huntBackfills,
	"/api/hunts/{id}/coverage": huntCoverage,
	"/api/hunts/{id}/runs": huntRuns,
	"/api/hunts/{id}/schedules": huntSchedules,
	"/api/me": me,
	"/api/ready": ready,
	"/api/runs/{id}": run,
	"/api/runs/{id}/cancellation": runCancellation,
	"/api/runs/{id}/continuation": runContinuation,
	"/api/runs/{id}/events": runEvents,
	"/api/runs/{id}/pause": runPause,
	"/api/webhooks": webhooks,
	"/api/webhooks/{id}": webhook,
	"/api/webhooks/{id}/deliveries": webhookDeliveries,
	"/api/webhooks/{id}/replay": webhookReplay,
	"/api/webhooks/{id}/secret": webhookSecret,
	"/api/webhooks/{id}/test": webhookTest,
	"/api/webhooks/deliveries/{id}": delivery,
	"/api/webhooks/deliveries/{id}/replay": deliveryReplay,
	"/api/people/{id}": person,
	"/api/people/{id}/link": personLink,
	"/api/people/{id}/sessions": personSessions,
	"/api/runs": runs,
	"/api/runs/export": runsExport,
	"/api/runs/history": runsHistory,
	"/api/schedules/preview": schedulePreview,
	"/api/shifts": shifts,
	"/api/tokens": tokens,
	"/api/tokens/{id}": token,
	"/api/workspace": workspace,
	"/api/workspace/imports": imports,
};
