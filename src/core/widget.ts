/** How a widget shall look, as set in the vendor's console. */
export interface WidgetConfiguration {
  readonly palette: Readonly<Record<string, string | null>> | null;
  readonly typography: Typography | null;
  readonly customCss: string | null;
}

/** The fonts of a widget. */
export interface Typography {
  readonly fontFamily: string | null;
  readonly h1: FontVariant | null;
  readonly h2: FontVariant | null;
  readonly h3: FontVariant | null;
  readonly body: FontVariant | null;
}

/** Size and weight of a font. */
export interface FontVariant {
  readonly fontSize: number | null;
  readonly fontWeight: string | null;
}
