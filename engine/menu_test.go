package engine_test

import (
	"slices"
	"strings"
	"testing"
)

// withMenu is the shop with a navigation.
func withMenu(t *testing.T, navigation string) (s *shop, faults []string) {
	t.Helper()
	s, problems := newShop(t, strings.Replace(shopApp, `"timeZone"`, `"navigation":`+navigation+`,"timeZone"`, 1))
	for _, p := range problems {
		faults = append(faults, p.Code+" "+p.Pointer)
	}
	return s, faults
}

// The menu follows the navigation of the app; what it does not name comes after, and no form is lost.
func TestTheMenuFollowsTheNavigation(t *testing.T) {
	s, faults := withMenu(t, `[{"form":"order","group":"Daily"},{"form":"customer","hidden":true}]`)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var got []string
	for _, m := range s.app.Menu() {
		got = append(got, m.Key()+" "+m.Group.In("en")+map[bool]string{true: " hidden"}[m.Hidden])
	}
	if want := []string{"order Daily", "customer  hidden"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	s, _ = withMenu(t, `[{"form":"order"}]`)
	if m := s.app.Menu(); len(m) != 2 || m[0].Key() != "order" || m[1].Key() != "customer" || m[1].Hidden {
		t.Errorf("%v", m)
	}
}

// Entries that name nothing, or the same form again, are said where they stand.
func TestTheMenuNamesFormsOnce(t *testing.T) {
	_, got := withMenu(t, `[{"form":"order"},{"form":"gone"},{"form":"order"}]`)
	if want := []string{"app.menu.form_unknown /app/shop/spec/navigation/1/form", "app.menu.twice /app/shop/spec/navigation/2/form"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
