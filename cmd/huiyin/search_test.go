package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

const searchPath = "/api/v1/search?q="

// found returns the titles that a search answers with, hits in brackets, best first.
func (b *browser) found(text, more string) (titles []string) {
	b.t.Helper()
	a := b.must(200, "GET", searchPath+url.QueryEscape(text)+more, nil)
	groups, _ := dig(a, "groups").([]any)
	for _, g := range groups {
		items, _ := dig(g, "items").([]any)
		for _, item := range items {
			pieces, _ := dig(item, "title").([]any)
			titles = append(titles, bracketed(pieces))
		}
	}
	return titles
}

func bracketed(pieces []any) string {
	var b strings.Builder
	for _, p := range pieces {
		text, _ := dig(p, "text").(string)
		if hit, _ := dig(p, "hit").(bool); hit {
			text = "[" + text + "]"
		}
		b.WriteString(text)
	}
	return b.String()
}

func (b *browser) wishes(title string, data junk) (id string) {
	b.t.Helper()
	body := matrixRecord(title)
	for k, v := range data {
		body["data"].(junk)[k] = v
	}
	id, _ = dig(b.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", body), "id").(string)
	return id
}

// revision is what If-Match names a suggestion's state by.
func (b *browser) revision(id string) string {
	b.t.Helper()
	return fmt.Sprintf(`"%v"`, dig(b.must(200, "GET", "/api/v1/apps/suggestions/forms/suggestion/records/"+id, nil), "rev"))
}

// Records are found by their words as soon as they are written, whatever way these are typed (L-01).
func TestSearch(t *testing.T) { onBoth(t, searches, "suggestion_sop_full") }

func searches(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	first := lead.wishes("报表导出需要选择列", junk{"description": "现在每天手工删除，Export to Excel 之后才能发给客户 🎉"})
	r.clock.set(r.clock.Now().Add(time.Second)) // what came later stands first
	second := lead.wishes("登录页面太慢", junk{"description": "接入ＥＲＰ系统以后每次都要等很久"})
	no, _ := dig(lead.must(200, "GET", "/api/v1/apps/suggestions/forms/suggestion/records/"+first, nil), "no").(string)
	for text, want := range map[string]string{
		"导出": "报表[导出]需要选择列", "要选": "报表导出需[要选]择列", "手工": "报表导出需要选择列", "excel": "报表导出需要选择列", "报表 export": "[报表]导出需要选择列",
		"🎉": "报表导出需要选择列", "erp系统": "登录页面太慢", "ｅｒｐ": "登录页面太慢", no: "报表导出需要选择列", no[len(no)-4:]: "报表导出需要选择列", strings.ToLower(no[:6]): "登录页面太慢|报表导出需要选择列",
		"xport": "", "出导": "", "导出 登录": "", "，。": "",
	} {
		if got := strings.Join(lead.found(text, ""), "|"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	items := dig(lead.must(200, "GET", searchPath+"手工", nil), "groups").([]any)
	found := dig(items[0].(map[string]any)["items"].([]any)[0], "found").([]any)
	if pieces, _ := dig(found[0], "pieces").([]any); bracketed(pieces) != "现在每天[手工]删除，Export to Excel 之后才能发给客户 🎉" {
		t.Errorf("where it stands: %v", found)
	}
	listed := lead.must(200, "GET", "/api/v1/apps/suggestions/forms/suggestion/records?count=1&sort=title:asc&q="+url.QueryEscape("导出"), nil)
	if list := dig(listed, "items").([]any); len(list) != 1 || dig(list[0], "id") != first || dig(listed, "count").(float64) != 1 {
		t.Errorf("a list: %v", listed)
	}
	lead.must(200, "PATCH", "/api/v1/apps/suggestions/forms/suggestion/records/"+second, junk{"data": junk{"title": "首页太慢"}}, "If-Match", lead.revision(second))
	lead.must(204, "DELETE", "/api/v1/apps/suggestions/forms/suggestion/records/"+first, nil, "If-Match", lead.revision(first))
	for text, want := range map[string]string{"登录": "", "首页": "[首页]太慢", "导出": ""} {
		if got := strings.Join(lead.found(text, ""), "|"); got != want {
			t.Errorf("after changes, %q: %s, want %s", text, got, want)
		}
	}
	if got := lead.send("GET", searchPath+strings.Repeat("a", 201)+"&after=1", nil); got.status != 422 || !slices.Equal(got.problems(), []string{"search.long /q"}) {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// What has no number is found like what has one: a list in an answer is never null.
func TestSearchOfWhatHasNoNumber(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}, Admin: true})
	lead.must(201, "POST", "/api/v1/apps/suggestions/forms/canned_reply/records", junk{"data": junk{"title": "怎样导出报表", "body": "在列表右上角。", "scene": "received"}})
	got := lead.send("GET", searchPath+"导出", nil)
	var page map[string]any
	if err := got.into(&page); err != nil {
		t.Fatal(err)
	}
	if no, ok := dig(page, "groups", 0, "items", 0, "no").([]any); got.status != 200 || !ok || len(no) != 0 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// A search goes on page by page and meets every record once.
func TestSearchPages(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	for range 7 {
		lead.wishes("盘点结果打印不全", nil)
	}
	seen, after := map[any]bool{}, ""
	for pages := 0; ; pages++ {
		groups := dig(lead.must(200, "GET", searchPath+"盘点&app=suggestions&form=suggestion&limit=3&after="+after, nil), "groups").([]any)
		if len(groups) == 0 {
			break
		}
		for _, item := range dig(groups[0], "items").([]any) {
			if id := dig(item, "id"); seen[id] {
				t.Errorf("%v twice", id)
			} else {
				seen[id] = true
			}
		}
		if after, _ = dig(groups[0], "next").(string); after == "" || pages > 5 {
			break
		}
	}
	if len(seen) != 7 {
		t.Errorf("%d of 7", len(seen))
	}
	if got := lead.send("GET", searchPath+"盘点&app=suggestions&form=suggestion&after=K%C3%B7", nil); got.status != 422 || got.problems()[0] != "query.cursor.invalid /after" {
		t.Errorf("a place that is none: %d %s", got.status, got.body)
	}
}

// Nobody finds what they may not read: not by rows, not by fields. A whole phone number finds its record for whoever
// sees it masked, and that is noted (E-02, E-04).
func TestSearchShowsNoMoreThanTheScreen(t *testing.T) {
	onBoth(t, findsNoMoreThanTheScreen, "suggestion_sop_full")
}

func findsNoMoreThanTheScreen(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	lead.wishes("蓝牙打印机断开", junk{"want_reply": true, "consent_contact": true, "contact_phone": "13800001234", "contact_wechat": "wx-blueprinter", "description": "仓库里的设备每隔几分钟就要重连"})
	app, _ := r.s.Apps.Get("suggestions")
	met := map[string]int{}
	for _, d := range app.Definitions("role") {
		u := runtime.User{ID: "u_" + d.Key, Login: d.Key, Name: d.Key, Roles: []string{"suggestions/" + d.Key}}
		who, principal := r.person(u), r.s.People.Principal(t.Context(), &u, "suggestions")
		sees := func(field string) access.Level {
			f, _ := app.Form("suggestion")
			return runtime.Levels(app, f, principal)(field)
		}
		var listed struct{ Items []any }
		if err := who.send("GET", "/api/v1/apps/suggestions/forms/suggestion/records", nil).into(&listed); err != nil {
			t.Fatal(err)
		}
		for text, field := range map[string]string{"蓝牙": "title", "仓库": "description", "wx-blueprinter": "contact_wechat", "138 0000 1234": "contact_phone"} {
			least := access.Read
			if field == "contact_phone" {
				least = access.Masked
			}
			want := len(listed.Items) > 0 && sees(field) >= least
			if got := len(who.found(text, "")) > 0; got != want {
				t.Errorf("%s looks for %s of %s: found %v, want %v", d.Key, text, field, got, want)
			}
			if want {
				met[field]++
			}
			if field == "contact_phone" && want && sees(field) == access.Masked {
				met["masked"]++
				if body := who.send("GET", searchPath+"13800001234", nil).body; strings.Contains(string(body), "13800001234") {
					t.Errorf("%s: %s", d.Key, body)
				}
			}
		}
	}
	if met["title"] == 0 || met["contact_phone"] == 0 || met["masked"] == 0 {
		t.Errorf("met %v", met)
	}
	entries, _, err := r.s.API.Audit.Find(t.Context(), query.Query{Where: query.Is("type", "eq", "looked_up"), Limit: 50})
	if err != nil || !slices.ContainsFunc(entries, func(e runtime.AuditEntry) bool { return e.Field == "contact_phone" }) {
		t.Errorf("noted: %v %v", entries, err)
	}
	if got := lead.found("13800001235", ""); len(got) > 0 {
		t.Errorf("another number: %v", got)
	}
}

// Digits that end a number find it first, before what merely has them in it and what came later, and every hit says why.
func TestSearchByTheLastDigitsOfANumber(t *testing.T) {
	onBoth(t, findsByLastDigits, "suggestion_sop_full")
}

func findsByLastDigits(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead", "suggestions/account_manager"}})
	id := lead.wishes("盘点结果打印不全", nil)
	no, _ := dig(lead.must(200, "GET", "/api/v1/apps/suggestions/forms/suggestion/records/"+id, nil), "no").(string)
	last := no[len(no)-4:]
	customer, _ := dig(lead.must(201, "POST", "/api/v1/apps/suggestions/forms/customer/records", junk{"data": junk{"name": "星河精密制造 " + last}}), "id").(string)
	r.clock.set(r.clock.Now().Add(time.Second))
	lead.wishes("型号 "+last+" 的打印机断线", nil)
	lead.wishes("称重数据丢失", junk{"customer": customer})
	groups, _ := dig(lead.must(200, "GET", searchPath+last, nil), "groups").([]any)
	if len(groups) < 2 || dig(groups[0], "form") != "suggestion" {
		t.Fatalf("%v", groups)
	}
	items, _ := dig(groups[0], "items").([]any)
	var got []string
	for _, item := range items {
		no, _ := dig(item, "no").([]any)
		title, _ := dig(item, "title").([]any)
		why := bracketed(no) + bracketed(title)
		found, _ := dig(item, "found").([]any)
		for _, f := range found {
			pieces, _ := dig(f, "pieces").([]any)
			why += bracketed(pieces)
		}
		got = append(got, why)
	}
	if len(got) != 3 || !strings.Contains(got[0], "["+last+"]盘点结果打印不全") {
		t.Errorf("order: %v", got)
	}
	for _, why := range got {
		if !strings.Contains(why, "[") {
			t.Errorf("no reason: %s", why)
		}
	}
}

// Words that stand apart are found when nothing has them together, and the answer says so.
func TestSearchOfWordsApart(t *testing.T) { onBoth(t, findsApart, "suggestion_sop_full") }

func findsApart(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	lead.wishes("批量导出 Excel 的时候订单备注会被截断", nil)
	for text, want := range map[string]string{
		"导出备注": "批量[导出] Excel 的时候订单[备注]会被截断", "导出Excel": "批量[导出] [Excel] 的时候订单备注会被截断", "导出登录": "", "订单备注": "批量导出 Excel 的时候[订单备注]会被截断",
	} {
		if got := strings.Join(lead.found(text, ""), "|"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		apart, _ := dig(lead.must(200, "GET", searchPath+url.QueryEscape(text), nil), "apart").(bool)
		if apart != (want != "" && text != "订单备注") {
			t.Errorf("%s: apart %v", text, apart)
		}
	}
}

// A list shows the newest records that a text finds; a file that would leave some out is refused.
func TestExportOfAWideSearch(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	model := lead.wishes("盘点结果打印不全", nil)
	app, _ := r.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	record, err := r.s.Submitter.Load(t.Context(), app, f, model)
	if err != nil {
		t.Fatal(err)
	}
	if got := lead.send("GET", exportPath+"?q="+url.QueryEscape("盘点"), nil); got.status != 200 {
		t.Errorf("one record: %d %s", got.status, got.body)
	}
	var ops []store.Op
	for i := range runtime.MaxFound {
		copied := *record
		copied.ID, copied.Keys, copied.Wake, copied.Outbox, copied.OutboxDue = fmt.Sprintf("z%05d", i), nil, nil, nil, nil
		body, err := r.s.Submitter.Codec.Encode(app, &copied, f)
		if err != nil {
			t.Fatal(err)
		}
		ops = append(ops, store.Op{Collection: runtime.RecordsOf("suggestions", "suggestion"), ID: copied.ID, Body: body})
	}
	for _, res := range r.s.Store.Write(t.Context(), ops...) {
		if res.Err != nil {
			t.Fatal(res.Err)
		}
	}
	if got := lead.send("GET", exportPath+"?q="+url.QueryEscape("盘点"), nil); got.status != 422 || !slices.Equal(got.problems(), []string{"list.search_wide /q"}) {
		t.Errorf("%d %.200s", got.status, got.body)
	}
	list := lead.must(200, "GET", "/api/v1/apps/suggestions/forms/suggestion/records?count=1&q="+url.QueryEscape("盘点"), nil)
	if dig(list, "count").(float64) != runtime.MaxFound {
		t.Errorf("%v", dig(list, "count"))
	}
}
