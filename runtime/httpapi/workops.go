package httpapi

import (
	"net/http"

	"huiyin/runtime"
	"huiyin/runtime/openapi"
)

// workOperations are about what the user of a token has to do, files and colleagues.
var workOperations = []operation{
	{route: "GET /tasks", scope: runtime.ScopeRead, id: "listTasks", tag: "work", title: both("待办和已办", "Tasks, open or done"),
		query: append([]parameter{{"state", openapi.Schema{"type": "string", "enum": []string{"open", "done"}}, both("open 待办，done 已办", "open or done")}}, paged...), answer: pageOf[TaskItem]},
	{route: "GET /tasks/count", scope: runtime.ScopeRead, id: "countTasks", tag: "work", title: both("待办数", "How many open tasks"),
		answer: fields(map[string]openapi.Schema{"open": anyCount, "late": anyCount})},
	{route: "GET /mine", scope: runtime.ScopeRead, id: "listMine", tag: "work", title: both("我提交的", "Records the user submitted"), query: paged, answer: pageOf[ListItem]},
	{route: "GET /inbox", scope: runtime.ScopeRead, id: "listInbox", tag: "work", title: both("给用户的消息", "Messages to the user"), query: paged, answer: pageOf[MessageView]},
	{route: "GET /inbox/count", scope: runtime.ScopeRead, id: "countInbox", tag: "work", title: both("未读消息数", "How many unread messages"),
		answer: fields(map[string]openapi.Schema{"unread": anyCount})},
	{route: "POST /inbox/:id/read", scope: runtime.ScopeWrite, id: "readMessage", tag: "work", title: both("标为已读", "Mark a message as read"), empty: true},
	{route: "POST /inbox/read-all", scope: runtime.ScopeWrite, id: "readAllMessages", tag: "work", title: both("全部标为已读", "Mark all messages as read"), empty: true},
	{route: "GET /apps/:app/people", scope: runtime.ScopeRead, id: "listPeople", tag: "work", title: both("可以选的同事", "Colleagues to choose from"),
		query:  []parameter{byWords, {"role", anyText, both("角色", "A role")}, {"form", anyText, both("只列能办理这张表单的", "Only who can work on this form")}, byLimit},
		answer: of[[]PersonView]},
	{route: "GET /search", scope: runtime.ScopeRead, anyApp: true, id: "search", tag: "work", title: both("在所有能看的记录里查找", "Find records by words, number, customer, or a whole phone number or address"),
		query: []parameter{{"q", anyText, both("要找的文字", "What to look for")}, {"app", anyText, both("只找这个应用", "Only in this app")},
			{"form", anyText, both("只找这张表单", "Only in this form")}, byLimit, {"after", anyText, both("上一页的 next，需要同时指定 app 和 form", "The next of the page before, with app and form")}},
		answer: of[SearchResult], refuses: []int{http.StatusUnprocessableEntity, http.StatusTooManyRequests}},
	{route: "GET /departments", scope: runtime.ScopeRead, anyApp: true, id: "listDepartments", tag: "work", title: both("部门", "Departments"), answer: of[[]DepartmentView]},
	{route: "GET /events", scope: runtime.ScopeRead, anyApp: true, id: "listen", tag: "work", stream: true,
		title: both("实时通知（SSE）：记录、待办和消息有变化时告知；断线后用 Last-Event-ID 续上，收到 reload 时请重新读取",
			"Server-sent events: which records, tasks and messages changed; go on with Last-Event-ID after a break, read everything again at reload"),
		query: []parameter{{"after", anyText, both("上次收到的 id，同 Last-Event-ID", "The last id, as in Last-Event-ID")}}},
	{route: "POST /files", scope: runtime.ScopeSubmit, anyApp: true, id: "upload", tag: "files", title: both("上传附件，再用它的 id 填进记录", "Upload a file, to be named by its id in a record"),
		upload: true, answer: of[FileView], status: http.StatusCreated},
	{route: "GET /files/:id", scope: runtime.ScopeRead, anyApp: true, id: "download", tag: "files", title: both("下载附件", "Download a file"), file: true},
}

// adminOperations are for whoever keeps the installation going.
var adminOperations = []operation{
	{route: "GET /messages", scope: runtime.ScopeAdmin, id: "listMessages", tag: "operate", title: both("消息记录", "The message log"),
		query: append([]parameter{{"state", anyText, both("状态", "A state")}}, paged...), answer: pageOf[MessageView]},
	{route: "POST /messages/:id/resend", scope: runtime.ScopeAdmin, id: "resendMessage", tag: "operate", title: both("重新发送", "Send a message again"), answer: of[MessageView],
		refuses: []int{http.StatusConflict, http.StatusUnprocessableEntity}},
	{route: "GET /incidents", scope: runtime.ScopeAdmin, id: "listIncidents", tag: "operate", title: both("异常", "Incidents"), query: []parameter{byLimit}, answer: pageOf[IncidentView]},
	{route: "POST /incidents/:id/:decision", scope: runtime.ScopeAdmin, id: "decideIncident", tag: "operate", title: both("重试或跳过", "Retry or skip an incident"), empty: true,
		refuses: []int{http.StatusConflict, http.StatusUnprocessableEntity}},
	{route: "GET /connectors", scope: runtime.ScopeAdmin, id: "listConnectors", tag: "operate", title: both("连接和它们的状况", "Connectors and how they do"), answer: itemsOf[ConnectorView]},
	{route: "GET /deliveries", scope: runtime.ScopeAdmin, id: "listDeliveries", tag: "operate", title: both("外部系统送来的消息", "Messages that other systems sent"), query: append([]parameter{
		{"app", anyText, both("应用", "An app")}, {"connector", anyText, both("连接", "A connector")}, {"state", anyText, both("状态", "A state")}}, paged...), answer: pageOf[DeliveryView]},
	{route: "GET /system", scope: runtime.ScopeAdmin, id: "getSystem", tag: "operate", title: both("系统状况", "The state of the installation"), answer: of[System]},
	{route: "GET /audit", scope: runtime.ScopeAdmin, id: "listAudit", tag: "operate", title: both("审计日志", "The audit log"), query: append([]parameter{
		{"kind", anyText, both("类别", "A kind")}, {"by", anyText, both("谁做的，或关于谁", "Who did it, or whom it is about")},
		{"from", openapi.Schema{"type": "string", "format": "date-time"}, both("从", "From")}, {"to", openapi.Schema{"type": "string", "format": "date-time"}, both("到", "To")},
		{"failed", anyFlag, both("1 = 只看失败的", "1 = only what failed")}}, paged...), answer: pageOf[TrailEntry]},
}

// documentOperation is the document itself.
var documentOperation = operation{route: "GET /openapi.json", anyApp: true, id: "getDocument", tag: "forms", title: both("本文档", "This document"),
	answer: func(*writer) openapi.Schema { return openapi.Schema{"type": "object"} }}
