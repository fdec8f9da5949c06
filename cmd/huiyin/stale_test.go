package main

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"huiyin/runtime"
)

// A press on a page that is out of date, of a task or of a button of the record, is answered alike: 409, with who did
// what meanwhile (F-25).
func TestAStalePressTellsWhatHappened(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	roles := []string{"suggestions/cs_agent", "suggestions/triager", "suggestions/cs_lead"}
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: roles, Language: "en"})
	two := r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Roles: roles, Language: "zh"})
	open := func(title string) (path, task string) {
		made := one.must(http.StatusCreated, "POST", suggestions, matrixRecord(title))
		task, _ = dig(made, "process", "tasks", 0, "id").(string)
		return suggestions + "/" + made["id"].(string), task
	}
	stale := func(path, code, zh string, act map[string]any) {
		t.Helper()
		got := two.send("POST", path+"/act", act, "If-Match", `"1"`)
		var f struct{ Title, Code string }
		if err := got.into(&f); err != nil || got.status != http.StatusConflict || f.Code != code || !strings.HasPrefix(f.Title, "甲 已于 2026-03-02 09:00") && !strings.HasPrefix(f.Title, "该待办已由 甲 于 2026-03-02 09:00") || !strings.Contains(f.Title, zh) {
			t.Errorf("%v: %d %s", act, got.status, got.body)
		}
	}
	invalid := map[string]any{"kind": "move", "button": "mark_invalid", "comment": "不是建议"}
	path, task := open("两个页面都要作废的建议")
	if task == "" {
		t.Fatal("there is no task to be late for")
	}
	one.must(http.StatusOK, "POST", path+"/act", invalid)
	stale(path, "process.moved_by", "不能再“标记无效”", invalid)
	stale(path, "process.task_overtaken", "这个待办不用再办", map[string]any{"kind": "button", "task": task, "button": "ask_more"})
	// What the button asks for is no longer theirs to write; that is not what they need to hear.
	stale(path, "process.task_overtaken", "这个待办不用再办", map[string]any{"kind": "button", "task": task, "button": "ask_more", "data": map[string]any{"question": "哪一页？"}})

	path, task = open("两个页面都要追问的建议")
	ask := map[string]any{"kind": "button", "task": task, "button": "ask_more", "data": map[string]any{"question": "请说得详细一点"}}
	asked := one.send("POST", path+"/act", ask)
	if asked.status == http.StatusForbidden { // it is the other one's turn to own it
		asked = two.send("POST", path+"/act", ask)
		one, two = two, one
	}
	if asked.status != http.StatusOK {
		t.Fatalf("%d %s", asked.status, asked.body)
	}
	if got := two.send("POST", path+"/act", ask); got.status != http.StatusConflict || got.problems()[0] != "process.already_decided /task" {
		t.Errorf("a task that is done: %d %s", got.status, got.body)
	}
}

// Whoever deletes need not have seen what the system did beside them, such as a message that left or an owner that a rule
// chose; what a person did meanwhile they must have seen.
func TestDeletingIsNotStoppedByWhatTheSystemDid(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	boss := r.person(runtime.User{ID: "u_1", Login: "boss", Name: "甲", Admin: true, Roles: []string{}, Language: "zh"})
	other := r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Admin: true, Roles: []string{}, Language: "zh"})
	make := func(title string) string {
		record := matrixRecord(title)
		maps.Copy(record["data"].(junk), junk{"want_reply": true, "contact_email": "li@customer.example"})
		made := boss.must(http.StatusCreated, "POST", suggestions, record)
		return suggestions + "/" + made["id"].(string)
	}
	path := make("删除时系统正在发通知")
	first := boss.send("GET", path, nil).etag
	r.tick() // messages leave, and the record notes it
	if now := boss.send("GET", path, nil).etag; now == first {
		t.Fatal("nothing happened beside the person")
	}
	if got := boss.send("DELETE", path, nil, "If-Match", first); got.status != http.StatusNoContent {
		t.Errorf("deleting: %d %s", got.status, got.body)
	}
	path = make("删除时同事正在改")
	first = boss.send("GET", path, nil).etag
	other.must(http.StatusOK, "PATCH", path, map[string]any{"data": map[string]any{"title": "同事刚刚改过的标题"}}, "If-Match", first)
	if got := boss.send("DELETE", path, nil, "If-Match", first); got.status != http.StatusConflict {
		t.Errorf("deleting what a colleague has just changed: %d %s", got.status, got.body)
	}
}
