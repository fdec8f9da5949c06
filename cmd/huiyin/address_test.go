package main

import (
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
)

// A mail address and a phone number are found as a whole, however they are typed, and by nothing that is merely like
// them: what is compared are their blind indexes (L-01).
func TestSearchByAddressesAsAWhole(t *testing.T) {
	onBoth(t, findsWholeAddresses, "suggestion_sop_full")
}

func findsWholeAddresses(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead", "suggestions/account_manager"}})
	lead.wishes("盘点结果打印不全", junk{"want_reply": true, "consent_contact": true, "contact_email": "Wang.Fang@Xinghe.example", "contact_phone": "13800001234"})
	lead.wishes("首页打开太慢", junk{"want_reply": true, "consent_contact": true, "contact_email": "wang.gang@xinghe.example", "contact_phone": "13800001235"})
	for text, want := range map[string]string{
		"Wang.Fang@Xinghe.example": "盘点结果打印不全", "wang.fang@xinghe.example": "盘点结果打印不全", "WANG.FANG@XINGHE.EXAMPLE": "盘点结果打印不全",
		" wang.fang＠xinghe.example ": "盘点结果打印不全", "wang.gang@xinghe.example": "首页打开太慢",
		"wang.fan@xinghe.example": "", "wang.fangg@xinghe.example": "", "wang.fang@xinghe.exampl": "", "ang.fang@xinghe.example": "", "wang.fang": "", "@xinghe.example": "",
		"13800001234": "盘点结果打印不全", "138 0000 1234": "盘点结果打印不全", "１３８００００１２３５": "首页打开太慢",
		"13800001236": "", "1380000123": "", "3800001234": "",
	} {
		if got := strings.Join(lead.found(text, "&form=suggestion"), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Whoever looks for a customer finds what they have sent, by the customer's name, number or address.
func TestSearchByCustomer(t *testing.T) { onBoth(t, findsByCustomer, "suggestion_sop_full") }

func findsByCustomer(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead", "suggestions/account_manager"}})
	for name, data := range map[string]junk{"盘点结果打印不全": {"name": "星河精密制造", "phone": "13900004321", "email": "li@xinghe.example"}, "首页打开太慢": {"name": "远山物流", "phone": "13900004322", "email": "he@yuanshan.example"}} {
		customer, _ := dig(lead.must(201, "POST", "/api/v1/apps/suggestions/forms/customer/records", junk{"data": data}), "id").(string)
		lead.wishes(name, junk{"customer": customer})
	}
	for text, want := range map[string][]string{
		"星河": {"盘点结果打印不全"}, "13900004321": {"盘点结果打印不全"}, "Li@XINGHE.example": {"盘点结果打印不全"}, "远山": {"首页打开太慢"}, "he@yuanshan.example": {"首页打开太慢"},
		"13900004323": nil, "lu@xinghe.example": nil, "河星": nil,
	} {
		if got := lead.found(text, "&form=suggestion"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
