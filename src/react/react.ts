// What is used of React, all of which versions 18 and 19 have.

export type { ReactElement, ReactNode } from 'react';
export {
  createContext,
  createElement,
  Fragment,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
