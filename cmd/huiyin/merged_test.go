package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// F-25, TR-6: what a suggestion asks its own customer, the customer of one that went up in it neither sees nor answers;
// what they write is noted on it.
func TestTheCustomerOfAMergedRecordIsNotAsked(t *testing.T) {
	r := newMerges(t)
	into, id := r.wish("导出时选择字段", "a@customer.example"), r.wish("导出字段能不能选", "b@customer.example")
	r.merge(id, into)
	r.tick()
	follows := dig(r.boss.must(200, "GET", suggestions+"/"+id, nil), "process", "merge", "follows", "title")
	if read := dig(r.stranger().must(200, "GET", r.track(id)+"?lang=zh", nil), "status", "title"); follows != read || read == nil {
		t.Errorf("the customer reads %v, and the colleagues that they read %v", read, follows)
	}
	r.press(into, "ask_more", map[string]any{"question": "哪个报表？"})
	r.tick()
	stands := func(want string) {
		t.Helper()
		if one := r.load(into); one.Proc.Status != want {
			t.Errorf("%s stands in %s, not in %s", one.No, one.Proc.Status, want)
		}
	}
	stands("need_info")
	asks := func(of string) bool {
		t.Helper()
		got := r.stranger().must(200, "GET", r.track(of), nil)
		if got["reopens"] != (of == into) || dig(got, "status", "answer") != (of == into) {
			t.Errorf("reopens %v, status %v", got["reopens"], got["status"])
		}
		return dig(got, "status", "title") == "想请您补充一些信息，7 天没有收到会先关闭"
	}
	if asks(id) || !asks(into) {
		t.Error("who is asked on their page is not who was asked")
	}
	r.stranger().must(200, "POST", r.track(id)+"/comments", map[string]any{"text": "谢谢"})
	r.tick()
	stands("need_info")
	if line := r.line(r.boss, into); !strings.Contains(line, "又来留言") {
		t.Errorf("the timeline does not say who wrote: %s", line)
	}
	r.stranger().must(200, "POST", r.track(into)+"/comments", map[string]any{"text": "报表中心的月报"})
	r.tick()
	stands("new")
	r.sound(into, id)
}

// line is what somebody reads on the timeline of a suggestion.
func (r *merges) line(as *browser, id string) string {
	r.t.Helper()
	var out []string
	for _, e := range as.must(200, "GET", suggestions+"/"+id+"/timeline", nil)["items"].([]any) {
		out = append(out, e.(map[string]any)["text"].(string))
	}
	return strings.Join(out, "\n")
}

// beside merges the suggestion of another customer into one that a submitter made, who may read only that, and declines
// it: the customers may object.
func (r *merges) beside(title string) (submitter *browser, into, id string) {
	r.t.Helper()
	submitter = r.person(runtime.User{ID: "u_sub", Login: "sub", Name: "刘提交", Roles: []string{"suggestions/submitter"}})
	into = submitter.must(201, "POST", suggestions, matrixRecord("导出时选择字段"))["id"].(string)
	id = r.wish(title, "b@customer.example")
	r.merge(id, into)
	r.tick()
	if got := submitter.send("GET", suggestions+"/"+id, nil); got.status == 200 {
		r.t.Fatal("the submitter may read what others made")
	}
	r.decline(into)
	r.tick()
	return submitter, into, id
}

// comments are the remarks that somebody reads on a suggestion.
func (b *browser) comments(id string) []httpapi.CommentView {
	b.t.Helper()
	var out []httpapi.CommentView
	if err := json.Unmarshal(b.send("GET", suggestions+"/"+id+"/comments", nil).body, &out); err != nil {
		b.t.Fatal(err)
	}
	return out
}

// G-11, TR-6: what the customer of a merged suggestion says with their choice is read, with the pictures, where the work
// is done, by everybody who reads that; nothing else of theirs is, and their page and its own customer's stay apart.
func TestWordsOfAMergedCustomerAreReadWhereTheWorkIs(t *testing.T) {
	r := newMerges(t)
	submitter, into, id := r.beside("谁都别看到的标题")
	page := r.track(id)
	picture := r.stranger().upload("/api/v1/public/files", page[strings.LastIndex(page, "/")+1:])
	r.stranger().must(200, "POST", page+"/move", map[string]any{"key": "object", "comment": "没有它月底对不了账", "files": []string{picture}})
	r.tick()
	if one := r.load(into); one.Proc.Status != "evaluating" {
		t.Fatalf("stands in %s", one.Proc.Status)
	}
	for who, b := range map[string]*browser{"boss": r.boss, "submitter": submitter} {
		said := b.comments(into)
		if len(said) != 1 {
			t.Fatalf("%s reads %+v", who, said)
		}
		one := said[0]
		if one.Text != "没有它月底对不了账" || one.By.Kind != "customer" || !strings.Contains(one.By.Name, r.load(id).No) || strings.Contains(one.By.Name, "谁都别看到") ||
			one.Visibility != "internal" || len(one.Files) != 1 {
			t.Errorf("%s reads %+v by %+v", who, one, one.By)
		}
		if got := b.send("GET", "/api/v1/files/"+fileID(picture), nil); got.status != 200 {
			t.Errorf("%s opens the picture: %d", who, got.status)
		}
	}
	r.clock.set(r.clock.Now().Add(time.Minute))
	r.boss.must(201, "POST", suggestions+"/"+into+"/comments", map[string]any{"text": "我们再看看"})
	all := r.boss.comments(into)
	var older, oldest []httpapi.CommentView
	for out, query := range map[*[]httpapi.CommentView]string{&older: "?limit=1&before=" + all[len(all)-1].ID, &oldest: "?before=" + all[0].ID} {
		if err := json.Unmarshal(r.boss.send("GET", suggestions+"/"+into+"/comments"+query, nil).body, out); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) != 2 || len(older) != 1 || older[0].ID != all[0].ID || older[0].By.Kind != "customer" || len(oldest) != 0 {
		t.Errorf("page by page: %+v, %+v, %+v", all, older, oldest)
	}
	if got := r.stranger().must(200, "GET", r.track(into), nil); len(got["comments"].([]any)) != 0 {
		t.Errorf("another customer reads %v", got["comments"])
	}
	r.ok(id, map[string]any{"kind": "unmerge"})
	r.tick()
	if said, got := submitter.comments(into), submitter.send("GET", "/api/v1/files/"+fileID(picture), nil); len(said) != 1 || said[0].By.Kind == "customer" || got.status != 404 {
		t.Errorf("taken out, the submitter reads %+v and opens the picture: %d", said, got.status)
	}
}

// TR-6, section 6: the timeline names another suggestion of a merge by its number to those who may not open it.
func TestTheTimelineGivesNoTitleAway(t *testing.T) {
	r := newMerges(t)
	submitter, into, id := r.beside("谁都别看到的标题")
	r.stranger().must(200, "POST", r.track(id)+"/move", map[string]any{"key": "object", "comment": "没有它月底对不了账"})
	r.stranger().must(200, "POST", r.track(id)+"/comments", map[string]any{"text": "麻烦了"})
	r.tick()
	r.ok(id, map[string]any{"kind": "unmerge"})
	r.tick()
	no := r.load(id).No
	said := []string{"归并进来：" + no, "归并进来的 " + no + " 的客户选择了", "归并进来的 " + no + " 的客户又来留言", "取消归并：" + no}
	for _, want := range said {
		if got := r.line(submitter, into); !strings.Contains(got, want) || strings.Contains(got, "谁都别看到") {
			t.Errorf("%q, or too much: %s", want, got)
		}
		if got, want := r.line(r.boss, into), strings.Replace(want, no, no+" 谁都别看到的标题", 1); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if raw := string(submitter.send("GET", suggestions+"/"+into+"/timeline?all=1", nil).body); strings.Contains(raw, "谁都别看到") {
		t.Errorf("gives it away: %s", raw)
	}
	for _, path := range []string{id, "bin/" + id} { // away, and for good
		if path == id {
			r.remove(id)
		} else if got := r.boss.send("DELETE", wishes+path, nil); got.status != 204 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if got := r.line(submitter, into); strings.Contains(got, "谁都别看到") {
			t.Errorf("gives away what is deleted: %s", got)
		}
	}
	if got := r.line(r.boss, into); strings.Contains(got, "谁都别看到") || !strings.Contains(got, "一条已删除的记录") {
		t.Errorf("names what is gone for good: %s", got)
	}
}
