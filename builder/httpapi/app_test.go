package httpapi_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// shown is an app in the list of those a designer may work on.
type shown struct {
	Key, Title, Description, Icon, State string
	Release, Drafts                      int
	PublishedAt                          time.Time
	By                                   struct{ ID, Name string }
	Packages                             []struct{ Name, Version, Title, Newer string }
	Counts                               map[string]int
}

func (c *client) apps(query string) map[string]shown {
	c.Helper()
	var list []shown
	if err := c.must(200, "GET", "/design/apps"+query, nil).into(&list); err != nil {
		c.Fatal(err)
	}
	out := map[string]shown{}
	for _, a := range list {
		out[a.Key] = a
	}
	return out
}

// Designers see the apps they may design, with what is published and what is under work.
func TestAppsToDesign(t *testing.T) {
	s := open(t)
	ann, bob := s.person("ann", false, "shop/designer"), s.person("bob", false, "shop/clerk")
	if got := bob.apps(""); len(got) != 0 {
		t.Errorf("somebody without the right sees %v", got)
	}
	got := ann.apps("?lang=en")["shop"]
	if got.Title != "Shop" || got.Description != "Sells" || got.State != "published" || got.Release != 1 || got.PublishedAt.IsZero() ||
		got.Counts["form"] != 1 || got.Counts["role"] != 2 || len(got.Packages) != 1 || got.Packages[0].Version != "1.0.0" || got.Packages[0].Newer != "" {
		t.Errorf("%+v", got)
	}
	ann.must(200, "PUT", "/apps/shop/drafts", orderForm("改"))
	if got := ann.apps("")["shop"]; got.State != "changed" || got.Drafts != 1 {
		t.Errorf("%+v", got)
	}
	s.shelf["base/app.json"].Data = []byte(strings.Replace(string(s.shelf["base/app.json"].Data), "1.0.0", "1.10.0", 1))
	if got := ann.apps("")["shop"].Packages[0]; got.Newer != "1.10.0" || got.Title != "商店" {
		t.Errorf("%+v", got)
	}
}

// A new app exists at once, and its founder may design it whoever they are.
func TestNewApps(t *testing.T) {
	s := open(t)
	admin, ann := s.person("boss", true), s.person("ann", false, "shop/designer")
	ann.refused(403, "access.denied", "POST", "/design/apps", map[string]any{"title": "x"})
	create := func(body map[string]any) string {
		t.Helper()
		var out struct{ Key string }
		if err := admin.must(201, "POST", "/design/apps", body).into(&out); err != nil {
			t.Fatal(err)
		}
		return out.Key
	}
	if key := create(map[string]any{"title": "客户会议室预订"}); key != "customer_meeting_room_yu_ding" {
		t.Errorf("key %s", key)
	}
	if key := create(map[string]any{"title": map[string]string{"zh": "商店二", "en": "Shop two"}, "key": "shop_two", "from": "copy", "app": "shop"}); key != "shop_two" {
		t.Errorf("key %s", key)
	}
	got := admin.apps("?lang=en")
	if blank := got["customer_meeting_room_yu_ding"]; blank.State != "draft" || blank.Release != 1 || blank.Drafts != 1 || !blank.PublishedAt.IsZero() || blank.Counts["form"] != 1 || blank.Counts["role"] != 1 {
		t.Errorf("%+v", blank)
	}
	if two := got["shop_two"]; two.Title != "Shop two" || two.Counts["form"] != 1 || two.Counts["role"] != 3 || len(two.Packages) != 0 {
		t.Errorf("%+v", two)
	}
	u, err := s.people.User(t.Context(), "boss")
	if err != nil || !slices.Equal(u.Roles, []string{"customer_meeting_room_yu_ding/app_admin", "shop_two/app_admin"}) {
		t.Errorf("%v %v", u.Roles, err)
	}
	if log := s.types(); !slices.Contains(log, "app_created boss shop_two") || !slices.Contains(log, "roles_changed boss ") {
		t.Errorf("log %v", log)
	}
	// What it begins with is called as its founder speaks, and so by no other name once somebody writes over it.
	for path, want := range map[string]string{"": `"title":"标题"`, "?lang=en": `"title":"Title"`} {
		admin.must(201, "POST", "/design/apps"+path, map[string]any{"title": "Words " + path, "key": "words" + strings.TrimPrefix(path, "?lang=")})
		if got := string(admin.must(200, "GET", "/apps/words"+strings.TrimPrefix(path, "?lang=")+"/bundle", nil).body); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	for problem, body := range map[string]map[string]any{
		"app.title_required /title":        {"title": " ", "key": "other"},
		"app.key_taken /key":               {"title": "x", "key": "shop"},
		"definition.key_invalid /key":      {"title": "x", "key": "Shop!"},
		"app.source_missing /from":         {"title": "x", "from": "copy"},
		"table.no_header /table":           {"title": "x", "from": "table", "table": " , "},
		"table.column_unnamed /table":      {"title": "x", "from": "table", "table": "a,\n1,2"},
		"table.too_many_columns /table":    {"title": "x", "from": "table", "table": strings.Repeat("a,", 200) + "a"},
		"app.source_missing /from (other)": {"title": "x", "from": "nowhere"},
	} {
		if problem, _, _ = strings.Cut(problem, " ("); admin.send("POST", "/design/apps", body).status != 422 {
			t.Errorf("%v passes", body)
		}
		admin.refused(422, problem, "POST", "/design/apps", body)
	}
	admin.refused(404, "app.unknown /app", "POST", "/design/apps", map[string]any{"title": "x", "from": "copy", "app": "nowhere"})
}

const pasted = "客户名称\t签约日期\t金额\t电话\t邮箱\t阶段\t是否续约\t网址\t提醒时间\t备注\t备注\t工号\n" +
	"远航物流\t2026-03-04\t1,200.50\t13800138000\ta@example.com\t意向\t是\thttps://a.example\t2026-03-04 09:00\t\"第一行\n第二行\"\t短\t00712\n" +
	"晨光文具\t2026/3/5\t800\t021-55667788\tb@example.com\t签约\t否\twww.b.example\t2026/3/5 10:30\t无\t短些\t00713\n" +
	"大成\t2026年3月6日\t￥30\t139-1234-5678\tc@example.com\t意向\t是\thttps://c.example\t2026-03-04 09:00:00\t\t更短\t00714\n" +
	"小成\t2026-03-07\t5\t13800138001\td@example.com\t签约\t否\thttps://d.example\t2026-03-04 09:00\t\t字\t00715\n"

// A table pasted from a spreadsheet becomes a form whose fields suit what stands in its columns.
func TestAppFromATable(t *testing.T) {
	admin := open(t).person("boss", true)
	admin.must(201, "POST", "/design/apps", map[string]any{"title": "合同台账", "key": "deals", "from": "table", "table": pasted})
	var form struct {
		Spec struct {
			TitleField string
			Fields     []struct {
				Key, Type, Title string
				Settings         struct{ Options []struct{ Key, Title string } }
			}
		}
	}
	if err := admin.must(200, "GET", "/apps/deals/definitions/form/contract_tai_zhang", nil).into(&form); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range form.Spec.Fields {
		got = append(got, f.Key+" "+f.Type)
	}
	want := []string{"customer_name text", "qian_yue_date date", "amount number", "phone phone", "email email", "stage select", "is_xu_yue boolean",
		"url url", "ti_xing_time datetime", "note long_text", "note_2 text", "gong_hao text"}
	if !slices.Equal(got, want) || form.Spec.TitleField != "customer_name" {
		t.Errorf("%v", got)
	}
	if options := form.Spec.Fields[5].Settings.Options; len(options) != 2 || options[0].Title != "意向" || options[0].Key != "yi_xiang" {
		t.Errorf("%+v", options)
	}
	admin.must(201, "POST", "/design/apps", map[string]any{"title": "空表", "key": "empty", "from": "table", "table": "姓名,到期日期,\"备注, 其他\"\n"})
	if err := admin.must(200, "GET", "/apps/empty/definitions/form/kong_biao", nil).into(&form); err != nil || len(form.Spec.Fields) != 3 || form.Spec.Fields[1].Type != "date" {
		t.Errorf("%+v %v", form.Spec, err)
	}
}

func TestKeysForLabels(t *testing.T) {
	ann := open(t).person("ann", false)
	for query, want := range map[string]string{"title=%E9%87%91%E9%A2%9D": "amount", "title=%E9%87%91%E9%A2%9D&taken=amount,amount_2": "amount_3", "title=now": "now_value"} {
		var out struct{ Key string }
		if err := ann.must(200, "GET", "/design/key?"+query, nil).into(&out); err != nil || out.Key != want {
			t.Errorf("%s: %s %v", query, out.Key, err)
		}
	}
}
