package main

import (
	"strings"
	"testing"

	"huiyin/runtime"
)

// E-04: who gets a task that is not the owner's reads why it is them, in their language.
func TestATaskSaysWhyItIsYours(t *testing.T) {
	r := newMerges(t)
	why := func(id, lang string) string {
		t.Helper()
		var out []string
		tasks, _ := dig(r.boss.must(200, "GET", suggestions+"/"+id+"?lang="+lang, nil), "process", "tasks").([]any)
		for _, task := range tasks {
			people, _ := dig(task, "people").([]any)
			for _, one := range people {
				text, _ := dig(one, "why").(string)
				out = append(out, dig(task, "title").(string)+"="+text)
			}
		}
		return strings.Join(out, "|")
	}
	r.person(runtime.User{ID: "u_lin", Login: "lin", Name: "林小雨", Roles: []string{"suggestions/cs_agent"}})
	body := matrixRecord("导出时选择字段")
	data := body["data"].(junk)
	data["contact_phone"], data["want_reply"], data["consent_contact"] = "13800001234", true, map[string]any{"given": true}
	id := r.boss.must(201, "POST", suggestions, body)["id"].(string)
	r.tick()
	if got := why(id, "zh"); got != "分类打标=" {
		t.Errorf("the owner needs no reason: %s", got)
	}
	r.press(id, "classified", map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"})
	r.press(id, "accept", map[string]any{"impact_breadth": 5, "impact_depth": 4, "strategic_fit": 3, "effort_resource": 2, "effort_difficulty": 2})
	r.tick()
	for lang, want := range map[string]string{"zh": "=有「一线客服」角色，手上的事最少", "en": "=has the role “Support agent”, with the least open work"} {
		if got := why(id, lang); !strings.Contains(got, want) {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
