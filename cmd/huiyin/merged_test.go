package main

import (
	"strings"
	"testing"
)

// F-25, TR-6: what a suggestion asks its own customer, the customer of one that went up in it neither sees nor answers;
// what they write is noted on it.
func TestTheCustomerOfAMergedRecordIsNotAsked(t *testing.T) {
	r := newMerges(t)
	into, id := r.wish("导出时选择字段", "a@customer.example"), r.wish("导出字段能不能选", "b@customer.example")
	r.merge(id, into)
	r.tick()
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
		return dig(got, "status", "title") == "想请您补充一些信息"
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
