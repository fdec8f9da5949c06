package httpapi

import (
	"net/http"
	"slices"

	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/runtime"
	"huiyin/runtime/openapi"
)

// recordOperations are about the records of one form.
var recordOperations = []operation{
	{route: "POST " + formPath + "/records", scope: runtime.ScopeSubmit, id: "createRecord", tag: "records", right: "create",
		title: both("新建记录，并启动它的流程", "Make a record and start its process"), keyed: true, body: data(creating), answer: record, status: http.StatusCreated},
	{route: "GET " + formPath + "/records", scope: runtime.ScopeRead, id: "listRecords", tag: "records", right: "read",
		title: both("记录列表", "List records"), query: slices.Concat(narrowed, []parameter{
			{"count", anyFlag, both("1 = 同时返回总数", "1 = count them as well")}}, paged), answer: recordPage},
	{route: "GET " + formPath + "/export", scope: runtime.ScopeRead, id: "exportRecords", tag: "records", right: "export",
		title: both("把记录列表导出为文件", "The list of records as a file"), query: slices.Concat(narrowed, []parameter{
			{"format", anyText, both("csv 或 xlsx", "csv or xlsx")}, {"columns", anyText, both("哪些列，逗号分隔", "Which columns, separated by commas")}}), file: true},
	{route: "GET " + formPath + "/external/:id", scope: runtime.ScopeRead, id: "getExternal", tag: "records", right: "read", only: external,
		title: both("按外部编号读取", "Read by external id"), answer: record, refuses: []int{http.StatusConflict, http.StatusUnprocessableEntity}},
	{route: "PUT " + formPath + "/external/:id", scope: runtime.ScopeSubmit, id: "putExternal", tag: "records", right: "create", only: external,
		title: both("按外部编号新建或更新；没写的字段不变", "Make or change by external id; fields that are not named stay"), keyed: true,
		body: data(changing), answer: record, also: http.StatusCreated, refuses: []int{http.StatusConflict}},
	{route: "GET " + recordPath, scope: runtime.ScopeRead, id: "getRecord", tag: "records", right: "read",
		title: both("读取记录", "Read a record"), answer: record},
	{route: "PATCH " + recordPath, scope: runtime.ScopeWrite, id: "changeRecord", tag: "records", right: "update",
		title: both("修改记录；没写的字段不变", "Change a record; fields that are not named stay"), keyed: true, version: true, must: true,
		body: data(changing), answer: record},
	{route: "DELETE " + recordPath, scope: runtime.ScopeWrite, id: "deleteRecord", tag: "records", right: "delete",
		title: both("删除记录", "Delete a record"), version: true, must: true, empty: true},
	{route: "GET " + formPath + "/bin", scope: runtime.ScopeRead, id: "listDeleted", tag: "records", right: "delete",
		title: both("回收站：30 天内可恢复的记录", "The recycle bin: records that can be restored for 30 days"), query: paged, answer: pageOf[DeletedView]},
	{route: "POST " + formPath + "/bin/:id/restore", scope: runtime.ScopeWrite, id: "restoreRecord", tag: "records", right: "delete",
		title: both("恢复已删除的记录", "Restore a deleted record"), keyed: true, answer: record, refuses: []int{http.StatusConflict}},
	{route: "POST " + recordPath + "/act", scope: runtime.ScopeWrite, id: "actOnRecord", tag: "records", right: "read", only: flows,
		title: both("办理：按钮、认领、转交、撤回、催办、归并", "Act: press a button, claim, transfer, withdraw, urge, merge"), keyed: true, version: true, body: acting, answer: record},
	{route: "POST " + recordPath + "/follow", scope: runtime.ScopeWrite, id: "followRecord", tag: "records", right: "read",
		title: both("关注或取消关注", "Follow, or no longer"), keyed: true, body: fields(map[string]openapi.Schema{"following": anyBool}), answer: record, refuses: []int{http.StatusConflict}},
	{route: "POST " + recordPath + "/heard", scope: runtime.ScopeWrite, id: "readCustomersWords", tag: "records", right: "comment",
		title: both("客户的留言已读，无需回复", "What the customer wrote was read and needs no answer"), keyed: true,
		body: fields(map[string]openapi.Schema{"comment": anyText}), answer: record, refuses: []int{http.StatusConflict}},
	{route: "GET " + recordPath + "/alike", scope: runtime.ScopeRead, id: "listAlike", tag: "records", right: "read", only: flows,
		title: both("可以归并到的记录", "Records that this one could go up in"), query: []parameter{byWords}, answer: itemsOf[MergedView]},
	{route: "GET " + recordPath + "/timeline", scope: runtime.ScopeRead, id: "getTimeline", tag: "records", right: "read",
		title: both("历史", "History"), query: []parameter{everyone}, answer: pageOf[TimelineEntry]},
	{route: "GET " + recordPath + "/comments", scope: runtime.ScopeRead, id: "listComments", tag: "records", right: "read",
		title: both("评论，最新的一页，从旧到新", "Comments: the newest, oldest first"), query: []parameter{byLimit,
			{"before", anyText, both("这条评论（id）之前的", "Those before this comment (id)")}}, answer: of[[]CommentView], refuses: []int{http.StatusUnprocessableEntity}},
	{route: "POST " + recordPath + "/comments", scope: runtime.ScopeWrite, id: "comment", tag: "records", right: "comment",
		title: both("写评论", "Write a comment"), keyed: true, body: commenting, answer: of[[]CommentView], status: http.StatusCreated, refuses: []int{http.StatusConflict}},
	{route: "GET " + recordPath + "/messages", scope: runtime.ScopeRead, id: "listRecordMessages", tag: "records", right: "read",
		title: both("这条记录发给客户的消息", "Messages to the customer about the record"), query: append([]parameter{everyone}, paged...), answer: pageOf[MessageView]},
	{route: "GET " + recordPath + "/asked", scope: runtime.ScopeRead, id: "listAsked", tag: "records", right: "read",
		title: both("请客户补充过什么，从旧到新", "What the customer was asked, oldest first"), answer: of[[]AskedView]},
	{route: "GET " + formPath + "/", scope: runtime.ScopeRead, id: "getForm", tag: "forms", right: "create",
		title: both("新建时的表单", "The form of a new record"), answer: func(w *writer) openapi.Schema {
			return openapi.Object(map[string]openapi.Schema{"form": of[form.View](w)}, nil)
		}},
	{route: "GET " + formPath + "/schema", scope: runtime.ScopeRead, id: "getSchema", tag: "forms", right: "create",
		title: both("新建时数据的 JSON Schema", "JSON Schema of the data of a new record"), answer: func(*writer) openapi.Schema { return openapi.Schema{"type": "object"} }},
	{route: "GET " + formPath + "/columns", scope: runtime.ScopeRead, id: "listColumns", tag: "forms", right: "read",
		title: both("列表的列和视图", "Columns and views of the list"), answer: columnsShape},
	{route: "POST " + formPath + "/views", scope: runtime.ScopeWrite, id: "saveView", tag: "forms", right: "read",
		title: both("把列表的样子存成自己的视图", "Keep how the list looks as a view of one's own"), keyed: true, body: viewing, answer: of[ListedView], status: http.StatusCreated},
	{route: "GET " + formPath + "/views/:id", scope: runtime.ScopeRead, id: "getView", tag: "forms", right: "read",
		title: both("读取存下的视图", "Read a saved view"), answer: of[ListedView]},
	{route: "PUT " + formPath + "/views/:id", scope: runtime.ScopeWrite, id: "changeView", tag: "forms", right: "read",
		title: both("修改存下的视图", "Change a saved view"), version: true, must: true, body: viewing, answer: of[ListedView]},
	{route: "DELETE " + formPath + "/views/:id", scope: runtime.ScopeWrite, id: "deleteView", tag: "forms", right: "read",
		title: both("删除存下的视图", "Delete a saved view"), version: true, must: true, empty: true},
	{route: "PUT " + formPath + "/start", scope: runtime.ScopeWrite, id: "chooseStart", tag: "forms", right: "read",
		title: both("选择列表默认打开的视图", "Choose the view that the list opens with"), body: fields(map[string]openapi.Schema{"view": anyText}), empty: true,
		refuses: []int{http.StatusConflict}},
	{route: "GET " + formPath + "/options/:field", scope: runtime.ScopeRead, id: "listOptions", tag: "forms", right: "read",
		title: both("字段可以选的值", "What a field may be set to"), query: []parameter{byWords, byLimit}, answer: of[[]Option]},
	{route: "GET " + formPath + "/similar", scope: runtime.ScopeRead, id: "listSimilar", tag: "records", right: "read",
		title: both("相似的记录", "Records like a text"), query: []parameter{{"text", anyText, both("文字", "The text")}, {"id", anyText, both("除外的记录", "A record to leave out")}},
		answer: of[[]effect.Similar]},
}

// narrowed is how a list of records is asked for.
var narrowed = []parameter{
	{"view", anyText, both("视图", "A saved view")},
	{"q", anyText, both("记录里的文字、编号或客户", "What stands in them: words, a number, a customer")},
	{"filter", anyText, both("条件，JSON，例如 {\"field\":\"title\",\"op\":\"contains\",\"value\":\"导出\"}", "A condition in JSON, such as {\"field\":\"title\",\"op\":\"contains\",\"value\":\"export\"}")},
	{"sort", anyText, both("排序，例如 record.createdAt:desc", "Order, such as record.createdAt:desc")},
}

// external is whether another system may know a form's records by ids of its own.
func external(p place) bool { return p.form.Spec().ExternalField != "" }

// flows is whether a form's records run through a process.
func flows(p place) bool { return p.form.Spec().Process != "" }

func record(w *writer) openapi.Schema { return w.record() }

func recordPage(w *writer) openapi.Schema {
	return openapi.Object(map[string]openapi.Schema{"items": openapi.List(of[ListItem](w)), "next": anyText}, map[string]openapi.Schema{"count": anyCount})
}

func columnsShape(w *writer) openapi.Schema {
	return openapi.Object(map[string]openapi.Schema{"columns": openapi.List(of[Column](w)), "views": openapi.List(of[ListedView](w)),
		"roles": openapi.List(of[Titled](w))}, nil)
}

// viewing is a body with what a person keeps as a view.
func viewing(w *writer) openapi.Schema {
	return closed(openapi.Object(map[string]openapi.Schema{"title": {"type": "string", "minLength": 1}, "columns": openapi.List(of[definition.Column](w))},
		map[string]openapi.Schema{"filter": {}, "sort": openapi.List(of[definition.Sort](w)), "look": {"type": "string", "enum": []string{"", "table", "board"}},
			"shared": anyBool, "roles": openapi.List(anyText)}))
}

// data is a body with the data of a record.
func data(values shape) shape {
	return func(w *writer) openapi.Schema {
		return closed(openapi.Object(map[string]openapi.Schema{"data": values(w)}, nil))
	}
}

func creating(w *writer) openapi.Schema { return w.values("create") }
func changing(w *writer) openapi.Schema { return w.values("change") }

// closed is a schema of an object that takes nothing else.
func closed(s openapi.Schema) openapi.Schema {
	s["additionalProperties"] = false
	return s
}

func acting(w *writer) openapi.Schema {
	return closed(openapi.Object(map[string]openapi.Schema{"kind": {"type": "string", "enum": acts}}, map[string]openapi.Schema{
		"task": anyText, "button": anyText, "data": changing(w), "comment": {"type": "string", "maxLength": maxComment},
		"to": anyText, "from": anyText, "target": anyText, "entry": anyText, "values": {"type": "object"}}))
}

func commenting(*writer) openapi.Schema {
	list := func(max int) openapi.Schema {
		return openapi.Schema{"type": "array", "items": anyText, "maxItems": max}
	}
	return closed(openapi.Object(map[string]openapi.Schema{"text": {"type": "string", "maxLength": maxComment}}, map[string]openapi.Schema{
		"visibility": {"type": "string", "enum": []string{"internal", "customer"}}, "files": list(maxFiles), "mentions": list(maxMentions)}))
}
