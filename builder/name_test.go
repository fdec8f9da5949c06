package builder_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/builder"
	"huiyin/engine/definition"
	"huiyin/engine/form"
)

func TestKeyFor(t *testing.T) {
	for label, want := range map[string]string{
		"标题": "title", "金额": "amount", "客户名称": "customer_name", "手机号": "mobile", "备注": "note", "报销金额": "expense_amount",
		"参会方式": "can_hui_way", "Order No.": "order_no", "ＯＡ 编号": "oa_number", "3月计划": "n3_yue_ji_hua", "！？": "item", "": "item",
		"record": "record_value", "是否满意（客户）": "is_man_yi_customer", "len": "len_value", "链接": "link_value",
	} {
		if got := builder.KeyFor(label, func(string) bool { return false }); got != want {
			t.Errorf("%q: %s, want %s", label, got, want)
		}
	}
	taken := []string{"title", "title_2"}
	if got := builder.KeyFor("标题", func(key string) bool { return slices.Contains(taken, key) }); got != "title_3" {
		t.Errorf("taken: %s", got)
	}
}

func FuzzKeyFor(f *testing.F) {
	for _, seed := range []string{"标题", "now", "", strings.Repeat("客户", 100), strings.Repeat("x", 200), "Ａ１", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, label string) {
		key := builder.KeyFor(label, func(key string) bool { return key == "title" })
		if !definition.ValidKey(key) || form.Reserved(key) || key == "title" {
			t.Errorf("%q makes %q", label, key)
		}
	})
}
