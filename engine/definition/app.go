package definition

// AppSpec is the spec of kind "app": one package, that is one layer of an app. Name is the package's name, App the
// key of the app it belongs to (empty for a base that any app may stand on), Requires the packages that must lie
// below it. After layering it describes the whole app.
type AppSpec struct {
	Name      string   `json:"name"`
	Version   string   `json:"version"`
	App       string   `json:"app,omitempty"`
	AppTitle  Text     `json:"appTitle,omitempty"` // of the app in menus and on public pages, where the title names the package
	Requires  []string `json:"requires,omitempty"`
	Icon      string   `json:"icon,omitempty"`
	TimeZone  string   `json:"timeZone,omitempty"`
	Calendar  string   `json:"calendar,omitempty"`
	Languages []string `json:"languages,omitempty"`

	Navigation []MenuEntry `json:"navigation,omitempty"`
}

// MenuEntry is where the menu has a form. Forms that no entry names stand below the others, in the order of their own.
type MenuEntry struct {
	Form   string `json:"form"`
	Group  Text   `json:"group,omitempty"`  // the heading it stands under
	Hidden bool   `json:"hidden,omitempty"` // not in the menu; who may open it is for roles to say
}
