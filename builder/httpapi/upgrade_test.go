package httpapi_test

import (
	"slices"
	"strings"
	"testing"
)

// upgraded is what an upgrade does.
type upgraded struct {
	OK        bool
	Changes   []struct{ Words string }
	Conflicts []struct{ Kind, Key, Title, Place, What, Base, Ours, Theirs, Words string }
	Problems  []struct{ Code string }
}

func (u upgraded) words() string {
	var out []string
	for _, c := range u.Changes {
		out = append(out, c.Words)
	}
	return strings.Join(out, "；")
}

// newer puts a later version of the base package on the shelf.
func (s *studio) newer(title, more string) {
	app := s.shelf["base/app.json"]
	app.Data = []byte(strings.Replace(string(app.Data), "1.0.0", "1.1.0", 1))
	s.shelf["base/forms/order.json"] = file(`{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"fields":[
		{"key":"title","type":"text","title":"` + title + `"}` + more + `]}}`)
}

const memo = `,{"key":"memo","type":"text","title":"备注"}`

// P-23: what the designers changed and what the new version changed both come into the drafts, and publishing makes the
// new version the base of the next upgrade.
func TestUpgradeIntoDrafts(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	admin.must(200, "PUT", "/apps/shop/drafts", orderForm("单名"))
	admin.must(201, "POST", "/apps/shop/publish", map[string]any{"expect": 1})
	admin.refused(422, "upgrade.none", "GET", "/apps/shop/upgrades/base", nil)
	s.newer("标题", memo)
	var list []struct{ Name, Version, Newer string }
	if err := admin.must(200, "GET", "/apps/shop/upgrades", nil).into(&list); err != nil || len(list) != 1 || list[0].Newer != "1.1.0" || list[0].Version != "1.0.0" {
		t.Errorf("%+v %v", list, err)
	}
	var got upgraded
	if err := admin.must(200, "GET", "/apps/shop/upgrades/base", nil).into(&got); err != nil || !got.OK || !strings.Contains(got.words(), "新增字段「备注」") || strings.Contains(got.words(), "标题") {
		t.Errorf("%s %+v %v", got.words(), got, err)
	}
	if drafts := admin.must(200, "GET", "/apps/shop/drafts", nil); string(drafts.body) != "[]" {
		t.Errorf("a look wrote %s", drafts.body)
	}
	admin.must(200, "POST", "/apps/shop/upgrades/base", map[string]any{"decisions": map[string]string{}})
	form := string(admin.must(200, "GET", "/apps/shop/definitions/form/order", nil).body)
	if !strings.Contains(form, "单名") || !strings.Contains(form, "备注") {
		t.Errorf("the draft is %s", form)
	}
	admin.must(201, "POST", "/apps/shop/publish", map[string]any{"expect": 2})
	if err := admin.must(200, "GET", "/apps/shop/upgrades", nil).into(&list); err != nil || list[0].Newer != "" || list[0].Version != "1.1.0" {
		t.Errorf("%+v %v", list, err)
	}
	admin.refused(422, "upgrade.none", "POST", "/apps/shop/upgrades/base", map[string]any{})
	if !slices.Contains(s.types(), "upgrade_drafted boss shop") {
		t.Errorf("log %v", s.types())
	}
}

// What both sides changed differently is said in words and decided by a person; before that nothing is written.
func TestUpgradeWithConflicts(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	admin.must(200, "PUT", "/apps/shop/drafts", orderForm("单名"))
	admin.must(201, "POST", "/apps/shop/publish", map[string]any{"expect": 1})
	s.newer("品名", memo)
	var got upgraded
	if err := admin.must(200, "GET", "/apps/shop/upgrades/base", nil).into(&got); err != nil || got.OK || len(got.Conflicts) != 1 {
		t.Fatalf("%+v %v", got, err)
	}
	c := got.Conflicts[0]
	if c.Place != "/form/order/spec/fields/title/title" || c.Base != "「标题」" || c.Ours != "「单名」" || c.Theirs != "「品名」" ||
		c.Words != "表单「订单」：字段「单名」的标题：这里改为「单名」，新版本改为「品名」" {
		t.Errorf("%+v", c)
	}
	admin.refused(409, "upgrade.conflict "+c.Place, "POST", "/apps/shop/upgrades/base", map[string]any{})
	admin.refused(422, "upgrade.decision /decisions/"+strings.ReplaceAll(c.Place, "/", "~1"), "POST", "/apps/shop/upgrades/base", map[string]any{"decisions": map[string]string{c.Place: "both"}})
	if drafts := admin.must(200, "GET", "/apps/shop/drafts", nil); string(drafts.body) != "[]" {
		t.Errorf("undecided, but %s", drafts.body)
	}
	for side, want := range map[string]string{"theirs": "品名", "ours": "单名"} {
		admin.must(200, "POST", "/apps/shop/upgrades/base", map[string]any{"decisions": map[string]string{c.Place: side}})
		if form := string(admin.must(200, "GET", "/apps/shop/definitions/form/order", nil).body); !strings.Contains(form, want) || !strings.Contains(form, "备注") {
			t.Errorf("%s: %s", side, form)
		}
		// Dropping the drafts takes the upgrade back.
		var drafts []struct{ Kind, Key string }
		if err := admin.must(200, "GET", "/apps/shop/drafts", nil).into(&drafts); err != nil {
			t.Fatal(err)
		}
		for _, d := range drafts {
			admin.must(204, "DELETE", "/apps/shop/drafts/"+d.Kind+"/"+d.Key, nil)
		}
	}
	admin.must(200, "PUT", "/apps/shop/drafts", orderForm("又改"))
	admin.must(201, "POST", "/apps/shop/publish", map[string]any{"expect": 2})
	var list []struct{ Version, Newer string }
	if err := admin.must(200, "GET", "/apps/shop/upgrades", nil).into(&list); err != nil || list[0].Version != "1.0.0" || list[0].Newer != "1.1.0" {
		t.Errorf("a dropped upgrade was published: %+v %v", list, err)
	}
	admin.refused(404, "preset.unknown", "GET", "/apps/shop/upgrades/nothing", nil)
	admin.refused(422, "upgrade.other_app", "GET", "/apps/shop/upgrades/more", nil)
}
