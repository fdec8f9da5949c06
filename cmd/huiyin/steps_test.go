package main

import (
	"strings"
	"testing"
)

// E-05: the bar of statuses follows the flow: a detour stands in it only while the record is there, behind what it came
// from, and a return has its way ahead again.
func TestTheBarOfStatusesFollowsTheFlow(t *testing.T) {
	r := newMerges(t)
	bar := func(id string) string {
		t.Helper()
		var out []string
		list, _ := dig(r.boss.must(200, "GET", suggestions+"/"+id, nil), "process", "statuses").([]any)
		for _, one := range list {
			out = append(out, dig(one, "key").(string)+map[any]string{"past": "<", "now": "!", "ahead": ">"}[dig(one, "state")])
		}
		return strings.Join(out, " ")
	}
	expect := func(id, want string) {
		t.Helper()
		if got := bar(id); got != want {
			t.Errorf("%s instead of %s", got, want)
		}
	}
	tags := map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"}
	id := r.wish("导出时选择字段", "a@customer.example")
	expect(id, "new! evaluating> accepted> developing> released> closed>")
	r.press(id, "ask_more", map[string]any{"question": "哪个报表？"})
	expect(id, "new< need_info! evaluating> accepted> developing> released> closed>")
	r.press(id, "supplied", nil)
	expect(id, "new! evaluating> accepted> developing> released> closed>")
	r.press(id, "classified", tags)
	expect(id, "new< evaluating! accepted> developing> released> closed>")
	r.press(id, "decline", map[string]any{"decline_reason": "not_strategy", "decline_note": "今年先做移动端。"})
	expect(id, "new< evaluating< declined! closed>")
	other := r.wish("别的建议", "")
	r.press(other, "classified", tags)
	r.invalid(other)
	expect(other, "new< evaluating< closed!")
}
