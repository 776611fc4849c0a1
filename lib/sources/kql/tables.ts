import path from "node:path";

/** Scalar types of the Kusto query language, as Log Analytics names them. */
export type KustoType =
	| "bool"
	| "datetime"
	| "decimal"
	| "dynamic"
	| "guid"
	| "int"
	| "long"
	| "real"
	| "string"
	| "timespan";

export interface ColumnSchema {
	readonly name: string;
	readonly type: KustoType;
}

export interface TableSchema {
	readonly name: string;
	/** In the order Log Analytics lists them. */
	readonly columns: readonly ColumnSchema[];
}

/**
 * The local workspace on disk: `<directory>/tables/<Table>/*.parquet`, one file per load,
 * and `<directory>/workspace.json` ({@link WorkspaceManifest}). A table is the union of its files by column name.
 *
 * Which files count is said by the manifest (`readManifest` and `tablePartFiles` in store.ts), never by listing
 * the directory: a file an interrupted import left there is swept away at the next write and must not be read.
 *
 * How Kusto types are stored in Parquet: string, guid → VARCHAR; dynamic → VARCHAR holding JSON text;
 * datetime → TIMESTAMP (UTC, µs); timespan → BIGINT (100 ns ticks); bool → BOOLEAN; int → INTEGER;
 * long → BIGINT; real → DOUBLE; decimal → DECIMAL(38,9).
 */
export interface WorkspaceManifest {
	/** True while every row came from the sample generator; false as soon as a person's own export is imported. */
	readonly sample: boolean;
	/** Schemas of the tables present, known ones as below, others as read from their export. */
	readonly tables: readonly TableSchema[];
}

/** The names of an event's time: Log Analytics' own, and Defender's for the same. */
const TIME_NAMES = ["TimeGenerated", "Timestamp"] as const;

/** Which of {@link TIME_NAMES} a column's name means, in whatever case; null for any other name. */
export function timeName(name: string): (typeof TIME_NAMES)[number] | null {
	const folded = name.toLowerCase();
	return TIME_NAMES.find((known) => known.toLowerCase() === folded) ?? null;
}

/**
 * The names of an event's time that a table does not have, each with the column that holds it: an import keeps a file's
 * `Timestamp` as `TimeGenerated`, and queries of either kind are to find it. Empty where there is no such column.
 */
export function timeAliases(table: TableSchema): ReadonlyMap<string, string> {
	const names = new Set(table.columns.map(({ name }) => name));
	const times = table.columns.filter(({ name, type }) => type === "datetime" && timeName(name) !== null);
	const stored =
		TIME_NAMES.flatMap((known) => times.find(({ name }) => name === known) ?? [])[0] ??
		TIME_NAMES.flatMap((known) => times.find(({ name }) => timeName(name) === known) ?? [])[0];
	if (stored === undefined) return new Map();
	return new Map(TIME_NAMES.filter((known) => !names.has(known)).map((known) => [known, stored.name]));
}

export function tableDirectory(workspaceDirectory: string, table: string): string {
	return path.join(workspaceDirectory, "tables", table);
}

export function manifestPath(workspaceDirectory: string): string {
	return path.join(workspaceDirectory, "workspace.json");
}

/** Reads Kusto's own notation for a table's columns, `Name:type, …`; a name without a type is a string. */
function schema(name: string, columns: string): TableSchema {
	return {
		name,
		columns: columns
			.trim()
			.split(/,\s*/)
			.map((column) => {
				const [columnName = "", type = "string"] = column.split(":");
				return { name: columnName, type: type as KustoType };
			}),
	};
}

/**
 * Tables whose columns the product knows; source: the Azure Monitor Logs table reference
 * (learn.microsoft.com/azure/azure-monitor/reference/tables), without the billing columns `_BilledSize` and
 * `_IsBillable`, which queries do not return unless they name them.
 */
export const KNOWN_TABLES: readonly TableSchema[] = [
	schema(
		"UrlClickEvents",
		`
		AccountUpn, ActionType, AppName, AppVersion, DetectionMethods, IPAddress, IsClickedThrough:bool,
		NetworkMessageId, ReportId, SourceId, SourceSystem, TenantId, ThreatTypes, TimeGenerated:datetime, Type,
		Url, UrlChain, Workload
		`,
	),
	schema(
		"EmailEvents",
		`
		AdditionalFields:dynamic, AttachmentCount:int, AuthenticationDetails, BulkComplaintLevel:int,
		ConfidenceLevel, Connectors, DeliveryAction, DeliveryLocation, DetectionMethods, EmailAction,
		EmailActionPolicy, EmailActionPolicyGuid, EmailClusterId:long, EmailDirection, EmailLanguage,
		InternetMessageId, LatestDeliveryAction, LatestDeliveryLocation, NetworkMessageId, OrgLevelAction,
		OrgLevelPolicy, RecipientEmailAddress, RecipientObjectId, ReportId, SenderDisplayName,
		SenderFromAddress, SenderFromDomain, SenderIPv4, SenderIPv6, SenderMailFromAddress,
		SenderMailFromDomain, SenderObjectId, SourceSystem, Subject, TenantId, ThreatNames, ThreatTypes,
		TimeGenerated:datetime, Type, UrlCount:int, UserLevelAction, UserLevelPolicy
		`,
	),
	schema(
		"EmailPostDeliveryEvents",
		`
		Action, ActionResult, ActionTrigger, ActionType, DeliveryLocation, DetectionMethods, InternetMessageId,
		NetworkMessageId, RecipientEmailAddress, ReportId, SourceSystem, TenantId, ThreatTypes,
		TimeGenerated:datetime, Type
		`,
	),
	schema(
		"SigninLogs",
		`
		AADTenantId, AlternateSignInName, AppDisplayName, AppId, AppliedConditionalAccessPolicies,
		AppliedEventListeners:dynamic, AuthenticationContextClassReferences, AuthenticationDetails,
		AuthenticationMethodsUsed, AuthenticationProcessingDetails, AuthenticationProtocol,
		AuthenticationRequirement, AuthenticationRequirementPolicies, AutonomousSystemNumber, Category,
		ClientAppUsed, ConditionalAccessPolicies:dynamic, ConditionalAccessStatus, CorrelationId,
		CreatedDateTime:datetime, CrossTenantAccessType, DeviceDetail:dynamic, DurationMs:long,
		FlaggedForReview:bool, HomeTenantId, Id, Identity, IPAddress, IPAddressFromResourceProvider,
		IsInteractive:bool, IsRisky:bool, Level, Location, LocationDetails:dynamic, MfaDetail:dynamic,
		NetworkLocationDetails, OperationName, OperationVersion, OriginalRequestId,
		ProcessingTimeInMilliseconds, Resource, ResourceDisplayName, ResourceGroup, ResourceId,
		ResourceIdentity, ResourceProvider, ResourceServicePrincipalId, ResourceTenantId, ResultDescription,
		ResultSignature, ResultType, RiskDetail, RiskEventTypes, RiskEventTypes_V2, RiskLevel,
		RiskLevelAggregated, RiskLevelDuringSignIn, RiskState, ServicePrincipalId, ServicePrincipalName,
		SessionLifetimePolicies, SignInIdentifier, SignInIdentifierType, SourceSystem, Status:dynamic, TenantId,
		TimeGenerated:datetime, TokenIssuerName, TokenIssuerType, Type, UniqueTokenIdentifier, UserAgent,
		UserDisplayName, UserId, UserPrincipalName, UserType
		`,
	),
	schema(
		"IdentityInfo",
		`
		AccountCloudSID, AccountCreationTime:datetime, AccountDisplayName, AccountDomain, AccountName,
		AccountObjectId, AccountSID, AccountTenantId, AccountUPN, AdditionalMailAddresses:dynamic, Applications,
		AssignedRoles:dynamic, BlastRadius, ChangeSource, City, CompanyName, Country, DeletedDateTime:datetime,
		Department, EmployeeId, EntityRiskScore:dynamic, ExtensionProperty:dynamic, GivenName,
		GroupMembership:dynamic, InvestigationPriority:int, InvestigationPriorityPercentile:int,
		IsAccountEnabled:bool, IsMFARegistered:bool, IsServiceAccount:bool, JobTitle, LastSeenDate:datetime,
		MailAddress, Manager, OnPremisesDistinguishedName, OnPremisesExtensionAttributes, Phone,
		RelatedAccounts:dynamic, RiskLevel, RiskLevelDetails, RiskState, SAMAccountName,
		ServicePrincipals:dynamic, SourceSystem, State, StreetAddress, Surname, Tags, TenantId,
		TimeGenerated:datetime, Type, UACFlags, UserAccountControl:dynamic, UserState,
		UserStateChangedOn:datetime, UserType
		`,
	),
];
