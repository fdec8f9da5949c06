package main

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/query"
	"huiyin/runtime"
)

const (
	suggestions = "/api/v1/apps/suggestions/forms/suggestion/records"
	publicForm  = "/api/v1/public/forms/suggestions/suggestion"
)

// upload sends a file and returns the name it is attached by, "" when it was refused: for strangers more than its id.
func (b *browser) upload(path, token string) string {
	b.t.Helper()
	var f struct{ ID string }
	_ = b.uploadAs(path, token, "a.png", "\x89PNG\r\n\x1a\nsome dots").into(&f)
	return f.ID
}

// uploadAs sends a file of a name and content.
func (b *browser) uploadAs(path, token, name, content string, head ...string) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		b.t.Fatal(err)
	}
	_, _ = io.WriteString(part, content)
	_ = w.WriteField("token", token)
	_ = w.Close()
	return b.raw("POST", path, body.String(), append(head, "Content-Type", w.FormDataContentType())...)
}

// fileID is the id of a file by the name it is attached by.
func fileID(name string) string {
	id, _, _ := strings.Cut(name, ".")
	return id
}

func (r *rig) token() string {
	r.t.Helper()
	token, _ := dig(r.stranger().must(200, "GET", publicForm, nil), "token", "token").(string)
	return token
}

func publicFill(token, title string) map[string]any {
	return map[string]any{"token": token, "data": map[string]any{"title": title, "description": "希望导出时可以选择需要的字段",
		"suggestion_type": "optimize", "customer_name": "李四", "contact_email": "li@example.com", "consent_contact": map[string]any{"given": true}}}
}

// code is the tracking code in an answer to a public form.
func code(got map[string]any) string {
	link, _ := got["track"].(string)
	_, code, _ := strings.Cut(link, "/t/")
	return code
}

// abuse is what tests of hostile requests share: one server, two colleagues with the same rights.
type abuse struct {
	*rig
	one, two *browser
}

// What people should not be able to do, each on the same server.
func TestAbuse(t *testing.T) {
	roles := []string{"suggestions/cs_agent", "suggestions/triager"}
	r := boot(t, "suggestion_sop_full")
	a := &abuse{rig: r, one: r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: roles}),
		two: r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Roles: roles})}
	for _, c := range []struct {
		name string
		try  func(*abuse, *testing.T)
	}{
		{"keysBelongToTheirContent", (*abuse).keysBelongToTheirContent},
		{"onlyAcceptedFormsCount", (*abuse).onlyAcceptedFormsCount},
		{"actSeesChangedFields", (*abuse).actSeesChangedFields},
		{"publishWithRecordsUnderWay", (*abuse).publishWithRecordsUnderWay},
		{"guessingIsSlowedDown", (*abuse).guessingIsSlowedDown},
		{"bodiesAreStrict", (*abuse).bodiesAreStrict},
		{"noMailAfterConsentIsWithdrawn", (*abuse).noMailAfterConsentIsWithdrawn},
		{"commentsOfActs", (*abuse).commentsOfActs},
		{"filesStayWithTheirSender", (*abuse).filesStayWithTheirSender},
	} {
		t.Run(c.name, func(t *testing.T) {
			a.t, a.one.t, a.two.t = t, t, t
			c.try(a, t)
		})
		a.t = t
	}
}

// A file that somebody uploaded and has not used yet is nobody else's, neither for colleagues nor on a tracking page.
func (r *abuse) filesStayWithTheirSender(t *testing.T) {
	one, two := r.one, r.two
	file := one.upload("/api/v1/files", "")
	mine, _ := dig(two.must(201, "POST", suggestions, matrixRecord("另一个人的建议")), "id").(string)
	two.must(422, "POST", suggestions+"/"+mine+"/comments", map[string]any{"text": "看看", "files": []string{file}})
	if got := two.send("GET", "/api/v1/files/"+file, nil); got.status != 404 {
		t.Errorf("a colleague reads it: %d", got.status)
	}
	sent := r.stranger().must(201, "POST", publicForm, publicFill(r.token(), "客户的一条建议"), "Idempotency-Key", "0123456789")
	track := "/api/v1/public/track/" + code(sent)
	r.stranger().must(422, "POST", track+"/comments", map[string]any{"text": "看看", "files": []string{file}})
	theirs := r.stranger().upload("/api/v1/public/files", code(sent))
	if theirs == "" {
		t.Fatal("the tracking page takes no files")
	}
	id := fileID(theirs)
	r.nobodyElseAttaches(id)
	r.stranger().must(422, "POST", track+"/comments", map[string]any{"text": "补充", "files": []string{id}})
	r.stranger().must(200, "POST", track+"/comments", map[string]any{"text": "补充", "files": []string{theirs}})
	if got := r.stranger().send("GET", track+"/files/"+id, nil); got.status != 200 {
		t.Errorf("the customer's own file: %d", got.status)
	}
	old := r.token()
	r.clock.set(monday.Add(25 * time.Hour))
	if r.stranger().upload("/api/v1/public/files", old) != "" {
		t.Error("an old token still takes files")
	}
}

// Whoever knows no more than the id of a stranger's file, or makes up the rest, attaches it to nothing.
func (r *abuse) nobodyElseAttaches(id string) {
	for _, name := range []string{id, id + ".", id + ".AAAAAAAAAAAAAAAAAAAAAA"} {
		fill := publicFill(r.token(), "带着别人的图片")
		fill["data"].(map[string]any)["attachments"] = []any{map[string]any{"id": name, "name": "a.png", "size": 1, "type": "image/png"}}
		r.stranger().must(422, "POST", publicForm, fill)
	}
}

// A key names one request of one sender: with other content it is another request, and the answer to a stranger's
// is not given to whoever guesses the key (P-03).
func (r *abuse) keysBelongToTheirContent(t *testing.T) {
	one, two := r.one, r.two
	keyed := func(b *browser, title string) string {
		id, _ := dig(b.must(201, "POST", suggestions, matrixRecord(title), "Idempotency-Key", "the same key"), "id").(string)
		return id
	}
	first := keyed(one, "第一条的标题")
	if again := keyed(one, "第一条的标题"); again != first {
		t.Error("a repeat made a second record")
	}
	written := func(body string) string {
		id, _ := dig(one.must(201, "POST", suggestions, json.RawMessage(body), "Idempotency-Key", "the same key"), "id").(string)
		return id
	}
	const last = `,"want_reply":false`
	sorted := asJSON(matrixRecord("第一条的标题"))
	turned := strings.Replace(strings.Replace(sorted, last, "", 1), `{"data":{`, `{"data":{"want_reply":false,`, 1)
	if turned == sorted || strings.Contains(turned, last) {
		t.Fatalf("not in another order: %s", turned)
	}
	if again := written(turned); again != first {
		t.Error("a repeat with its members in another order made a second record")
	}
	if second := keyed(one, "第二条的标题"); second == first {
		t.Error("other content was lost")
	}
	if theirs := keyed(two, "第一条的标题"); theirs == first {
		t.Error("somebody else met the record")
	}
	token := r.token()
	fill := publicFill(token, "客户的一条建议")
	file := r.stranger().upload("/api/v1/public/files", token)
	fill["data"].(map[string]any)["attachments"] = []any{map[string]any{"id": file}}
	a := r.stranger().must(201, "POST", publicForm, fill, "Idempotency-Key", "0123456789")
	fill["token"] = r.token()
	b := r.stranger().must(201, "POST", publicForm, fill, "Idempotency-Key", "0123456789")
	c := r.stranger().must(201, "POST", publicForm, publicFill(r.token(), "别人的一条建议"), "Idempotency-Key", "0123456789")
	if a["track"] != b["track"] || a["track"] == c["track"] {
		t.Errorf("tracks %v %v %v", a["track"], b["track"], c["track"])
	}
}

// Forms filled wrongly do not use up what an address may send; what is accepted does.
func (r *abuse) onlyAcceptedFormsCount(t *testing.T) {
	for range 30 {
		r.stranger().must(422, "POST", publicForm, publicFill(r.token(), "短"))
	}
	r.stranger().must(201, "POST", publicForm, publicFill(r.token(), "客户的一条建议"))
}

// An act says which record it was decided on: fields that somebody else changed since are not overwritten, and what
// merely happened beside them does not stand in the way.
func (r *abuse) actSeesChangedFields(t *testing.T) {
	one, two := r.one, r.two
	made := one.must(201, "POST", suggestions, matrixRecord("两个人改的建议"))
	id, _ := made["id"].(string)
	task, _ := dig(made, "process", "tasks", 0, "id").(string)
	owner, rest := one, two
	if dig(made, "process", "owner", "id") != "u_1" {
		owner, rest = two, one
	}
	rest.must(200, "PATCH", suggestions+"/"+id, map[string]any{"data": map[string]any{"title": "乙改的标题"}}, "If-Match", `"1"`)
	press := func(data map[string]any) answer {
		return owner.send("POST", suggestions+"/"+id+"/act", map[string]any{"kind": "button", "task": task, "button": "ask_more", "data": data}, "If-Match", `"1"`)
	}
	if got := press(map[string]any{"title": "甲改的标题", "question": "请说得详细一点"}); got.status != 409 || !slices.Contains(got.problems(), "record.changed") {
		t.Errorf("overwritten: %d %s", got.status, got.body)
	}
	if got := press(map[string]any{"question": "请说得详细一点"}); got.status != 200 {
		t.Errorf("another field: %d %s", got.status, got.body)
	}
}

// A publish is checked against the records under way, and a restart finds the app again (B-07).
func (r *abuse) publishWithRecordsUnderWay(t *testing.T) {
	one := r.one
	made := one.must(201, "POST", suggestions, matrixRecord("发布之前的建议"))
	id, _ := made["id"].(string)
	admin := r.person(runtime.User{ID: "u_root", Login: "root", Name: "管", Admin: true})
	def := admin.must(200, "GET", "/api/v1/apps/suggestions/definitions/form/suggestion", nil)
	def["title"] = map[string]any{"zh": "新的标题", "en": "New title"}
	admin.must(200, "PUT", "/api/v1/apps/suggestions/drafts", def)
	admin.must(201, "POST", "/api/v1/apps/suggestions/publish", map[string]any{"expect": 1, "note": "title"})
	if err := runtime.NewApps(zoned{r.s.Publisher, r.s.Config.Zone}, r.s.Store, calendar.DefaultHolidays()).Refresh(t.Context()); err != nil {
		t.Fatalf("after a restart: %v", err)
	}
	got := one.must(200, "GET", suggestions+"/"+id, nil)
	if dig(got, "process", "status", "key") != "new" || dig(got, "formTitle") != "新的标题" {
		t.Errorf("status %v title %v", dig(got, "process", "status", "key"), got["formTitle"])
	}
}

// Another spelling of a login is no way around the pauses, nor are many tries at once (P-12).
func (r *abuse) guessingIsSlowedDown(t *testing.T) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	checked := 0
	for _, login := range []string{"one", "ONE", " one", "One ", "oNe", "one ", "ONe", "  one", "onE", "oNE"} {
		wait.Go(func() {
			got := r.stranger().send("POST", "/api/v1/session", map[string]any{"login": login, "password": "guess"})
			mu.Lock()
			defer mu.Unlock()
			if got.status == 401 {
				checked++
			} else if got.status != 429 {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	wait.Wait()
	if checked > 5 {
		t.Errorf("%d guesses were checked", checked)
	}
}

// Bodies are JSON in UTF-8 to their last byte, and what is wrong is not told in a programmer's words.
func (r *abuse) bodiesAreStrict(t *testing.T) {
	one := r.one
	good, _ := json.Marshal(matrixRecord("一条好的建议"))
	for name, raw := range map[string][]byte{"bytes": bytes.Replace(good, []byte("一"), []byte("\xff\xfe"), 1), "rest": append(slices.Clone(good), ']'),
		"two": append(slices.Clone(good), good...), "empty": {}, "list": []byte("[]"), "unknown": []byte(`{"nope":1}`)} {
		if got := one.raw("POST", suggestions, string(raw)); got.status != 400 || bytes.Contains(got.body, []byte("Go ")) || bytes.Contains(got.body, []byte("EOF")) {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

// A customer who took their consent back gets no mail that was left over, whoever presses (P-06).
func (r *abuse) noMailAfterConsentIsWithdrawn(t *testing.T) {
	admin := r.person(runtime.User{ID: "u_chief", Login: "chief", Name: "主管", Admin: true})
	r.mail.refuse("li@example.com")
	sent := r.stranger().must(201, "POST", publicForm, publicFill(r.token(), "客户的一条建议"))
	r.tick()
	list, _, _, err := r.s.Messages.Find(t.Context(), query.Query{Where: query.Condition{All: []query.Condition{
		{Field: "audience", Op: "eq", Value: "customer"}, {Field: "record", Op: "eq", Value: strings.Split(code(sent), ".")[2]}}}, Limit: 5})
	if err != nil || len(list) == 0 || list[0].State != "failed" {
		t.Fatalf("no failed mail: %+v %v", list, err)
	}
	r.stranger().must(200, "POST", "/api/v1/public/track/"+code(sent)+"/consent", map[string]any{"field": "consent_contact", "given": false})
	if got := admin.send("POST", "/api/v1/messages/"+list[0].ID+"/resend", nil); got.status != 422 || !slices.Contains(got.problems(), "message.consent_withdrawn") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// What a comment must say is said, and not at any length.
func (r *abuse) commentsOfActs(t *testing.T) {
	one, two := r.one, r.two
	made := one.must(201, "POST", suggestions, matrixRecord("要标记无效的建议"))
	id, _ := made["id"].(string)
	owner := one
	if dig(made, "process", "owner", "id") != "u_1" {
		owner = two
	}
	for comment, problem := range map[string]string{"  \t": "process.comment_required /comment", strings.Repeat("长", 5000): "comment.too_long /comment"} {
		got := owner.send("POST", suggestions+"/"+id+"/act", map[string]any{"kind": "move", "button": "mark_invalid", "comment": comment})
		if !slices.Contains(got.problems(), problem) {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
}
